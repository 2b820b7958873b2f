/* SPDX-License-Identifier: MIT */
/* "facts": what lines of output say. A fact's templates are gone through twice: first for the
 * fields whose types stand in them ("{i:int}"), then, with all fields known, to compile them. */
#include "rubric/load.h"

#include "base/messages.h"
#include "rubric/template.h"

#include <ctype.h>
#include <string.h>

enum { FACTS_MOST = 64, TEMPLATES_MOST = 64, CUES_MOST = 64 };

static const char *const type_keys[] = {
#define X(name, key) (key),
    FIELD_TYPES(X)
#undef X
};

/* In the order of enum field_role. */
static const char *const role_keys[] = {"none", "rank", "size"};

static const char *const no_cues[] = {NULL};

/* A fact while it is read. */
struct loading {
    struct fact_kind *kind;
    bool exact;
    bool used[TEMPLATE_GROUPS_MAX]; /* is field i in any template? */
};

/* Cues are compared with words in lower case without accents; so "iteración" becomes "iteracion".
 */
static const char *without_accents(struct arena *arena, const char *text) {
    static const char pairs[] = "áaéeíióoúuüuñn";
    char *plain = arena_strdup(arena, text), *out = plain;
    while (*text != '\0') {
        const char *pair = pairs;
        while (*pair != '\0' && strncmp(pair, text, 2) != 0)
            pair += 3;
        *out++ = *pair == '\0' ? *text : pair[2];
        text += *pair == '\0' ? 1 : 2;
    }
    *out = '\0';
    return plain;
}

static int read_cues(struct reader *reader, const json_t *json, const char *const **ret) {
    const char *const *cues;
    size_t count;
    if (reader_strings(reader, json, CUES_MOST, &cues, &count) != 0)
        return -1;
    const char **plain = arena_array(reader->arena, count + 1, sizeof *plain);
    for (size_t i = 0; i < count; i++) {
        plain[i] = without_accents(reader->arena, cues[i]);
        bool word = plain[i][0] != '\0';
        for (const char *at = plain[i]; *at != '\0'; at++)
            word = word && !isupper((unsigned char)*at) && !isspace((unsigned char)*at);
        if (!word)
            return reader_fail(reader, _("\"%.60s\" is no cue: write one word in lower case"),
                               cues[i]);
    }
    *ret = plain;
    return 0;
}

/* ---- fields ---- */

static void set_role(struct field *field, enum field_role role) {
    field->role = role;
    field->optional = field->type == FIELD_HOST || role == ROLE_SIZE;
}

/* A field of which no more is said than name and type. */
static struct field field_of(const char *name, enum field_type type) {
    struct field field = {
        .name = name, .type = type, .compared = type != FIELD_HOST, .cues = no_cues};
    enum field_role role = strcmp(name, "rank") == 0   ? ROLE_RANK
                           : strcmp(name, "size") == 0 ? ROLE_SIZE
                                                       : ROLE_NONE;
    set_role(&field, type == FIELD_INT ? role : ROLE_NONE);
    return field;
}

static int read_type(struct reader *reader, const json_t *json, void *target) {
    struct field *field = target;
    size_t type;
    if (reader_choice(reader, json, _("field type"), type_keys, ARRAY_LEN(type_keys), &type) != 0)
        return -1;
    *field = field_of(field->name, (enum field_type)type);
    return 0;
}

static int read_role(struct reader *reader, const json_t *json, void *target) {
    struct field *field = target;
    size_t role;
    if (reader_choice(reader, json, _("role"), role_keys, ARRAY_LEN(role_keys), &role) != 0)
        return -1;
    if (role != ROLE_NONE && field->type != FIELD_INT)
        return reader_fail(reader, _("only an int field can have the role \"%s\""),
                           role_keys[role]);
    set_role(field, (enum field_role)role);
    return 0;
}

static int read_compared(struct reader *reader, const json_t *json, void *target) {
    return reader_bool(reader, json, &((struct field *)target)->compared);
}

static int read_optional(struct reader *reader, const json_t *json, void *target) {
    return reader_bool(reader, json, &((struct field *)target)->optional);
}

static int read_field_cues(struct reader *reader, const json_t *json, void *target) {
    return read_cues(reader, json, &((struct field *)target)->cues);
}

static int read_field(struct reader *reader, const json_t *json, struct field *field) {
    /* Type and role first: they set what the others then change. */
    static const struct key keys[] = {
        {"type", true, read_type},          {"role", false, read_role},
        {"compared", false, read_compared}, {"optional", false, read_optional},
        {"cues", false, read_field_cues},
    };
    if (json_is_string(json)) /* "i": "int" */
        return read_type(reader, json, field);
    return reader_object(reader, json, keys, ARRAY_LEN(keys), field);
}

static size_t find_field(const struct fact_kind *kind, const char *name) {
    size_t index = 0;
    while (index < kind->field_count && strcmp(kind->fields[index].name, name) != 0)
        index++;
    return index;
}

/* Room for one more, or NULL and the error. */
static struct field *add_field(struct reader *reader, struct fact_kind *kind, const char *name) {
    if (!is_name(name)) {
        (void)reader_fail(reader, _("\"%.60s\" is no name: write letters, digits and _ only"),
                          name);
        return NULL;
    }
    if (kind->field_count == TEMPLATE_GROUPS_MAX) {
        (void)reader_fail(reader, _("a fact has at most %d fields"), TEMPLATE_GROUPS_MAX);
        return NULL;
    }
    struct field *field = &kind->fields[kind->field_count++];
    field->name = arena_strdup(reader->arena, name);
    return field;
}

static int read_fields(struct reader *reader, const json_t *json, void *target) {
    struct loading *loading = target;
    if (reader_expect(reader, json, JSON_OBJECT) != 0)
        return -1;
    json_t *object = (json_t *)(uintptr_t)json; /* only read */
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value) {
        size_t mark = reader_enter(reader, name);
        struct field *field = add_field(reader, loading->kind, name);
        if (field == NULL || read_field(reader, value, field) != 0)
            return -1;
        reader_leave(reader, mark);
    }
    return 0;
}

/* ---- templates ---- */

typedef int visit_template(struct reader *reader, const char *text, const char *language,
                           struct loading *loading);

static int visit_strings(struct reader *reader, const json_t *json, const char *language,
                         visit_template *visit, struct loading *loading) {
    const char *const *texts;
    size_t count;
    if (reader_strings(reader, json, TEMPLATES_MOST, &texts, &count) != 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        size_t mark = reader->path_length;
        if (json_is_array(json))
            (void)reader_enter_index(reader, i);
        if (visit(reader, texts[i], language, loading) != 0)
            return -1;
        reader_leave(reader, mark);
    }
    return 0;
}

/* Templates stand alone, in an array, or in an object by language. */
static int visit_all(struct reader *reader, const json_t *json, visit_template *visit,
                     struct loading *loading) {
    if (!json_is_object(json))
        return visit_strings(reader, json, "", visit, loading);
    json_t *object = (json_t *)(uintptr_t)json; /* only read */
    const char *language;
    json_t *value;
    json_object_foreach(object, language, value) {
        size_t mark = reader_enter(reader, language);
        size_t length = strspn(language, "abcdefghijklmnopqrstuvwxyz");
        if (length < 2 || length > 3 || language[length] != '\0')
            return reader_fail(reader, _("\"%.20s\" is no language: write en, es, …"), language);
        if (visit_strings(reader, value, arena_strdup(reader->arena, language), visit, loading) !=
            0)
            return -1;
        reader_leave(reader, mark);
    }
    return 0;
}

static int split(struct reader *reader, const char *text, struct template_pieces *ret) {
    struct error error = {0};
    if (template_split(reader->arena, text, ret, &error) != 0)
        return reader_fail_with(reader, &error);
    return 0;
}

/* First visit: fields that only the template declares. */
static int declare_field(struct reader *reader, const struct template_piece *piece,
                         struct loading *loading) {
    size_t type = 0, index = find_field(loading->kind, piece->text);
    while (piece->type != NULL && type < ARRAY_LEN(type_keys) &&
           strcmp(type_keys[type], piece->type) != 0)
        type++;
    if (type == ARRAY_LEN(type_keys))
        return reader_fail_unknown(reader, _("field type"), piece->type, type_keys,
                                   ARRAY_LEN(type_keys));
    if (piece->type == NULL)
        return 0;
    if (index < loading->kind->field_count) {
        if (loading->kind->fields[index].type != type)
            return reader_fail(
                reader, _("the field \"%.60s\" is %s here and %s elsewhere in this fact"),
                piece->text, piece->type, type_keys[loading->kind->fields[index].type]);
        return 0;
    }
    struct field *field = add_field(reader, loading->kind, piece->text);
    if (field == NULL)
        return -1;
    *field = field_of(field->name, (enum field_type)type);
    return 0;
}

static int declare(struct reader *reader, const char *text, const char *language,
                   struct loading *loading) {
    (void)language;
    struct template_pieces pieces;
    if (split(reader, text, &pieces) != 0)
        return -1;
    if (++loading->kind->template_count > TEMPLATES_MOST)
        return reader_fail(reader, _("a fact has at most %d templates"), TEMPLATES_MOST);
    for (size_t i = 0; i < pieces.count; i++)
        if (pieces.pieces[i].is_field && declare_field(reader, &pieces.pieces[i], loading) != 0)
            return -1;
    return 0;
}

/* Second visit: are the fields of a template known, once each, and is no needed one missing? */
static int check_fields(struct reader *reader, const struct template_pieces *pieces,
                        struct loading *loading) {
    const struct fact_kind *kind = loading->kind;
    bool here[TEMPLATE_GROUPS_MAX] = {false};
    for (size_t i = 0; i < pieces->count; i++) {
        const struct template_piece *piece = &pieces->pieces[i];
        size_t index = piece->is_field ? find_field(kind, piece->text) : 0;
        if (!piece->is_field)
            continue;
        if (index == kind->field_count)
            return reader_fail(reader,
                               _("column %zu: the field \"%.60s\" has no type: write {%.60s:int}, "
                                 "or declare it in \"fields\""),
                               piece->column, piece->text, piece->text);
        if (here[index])
            return reader_fail(reader, _("column %zu: the field \"%.60s\" stands here twice"),
                               piece->column, piece->text);
        here[index] = loading->used[index] = true;
        enum field_type type = kind->fields[index].type;
        if (pieces->count == 1 && (type == FIELD_STRING || type == FIELD_HOST))
            return reader_fail(reader, _("this template would take every line: add a word"));
    }
    for (size_t i = 0; i < kind->field_count; i++)
        if (!here[i] && kind->fields[i].compared && !kind->fields[i].optional)
            return reader_fail(reader,
                               _("the field \"%s\" is missing here; where it may be, declare it "
                                 "\"optional\": true"),
                               kind->fields[i].name);
    return 0;
}

static int compile(struct reader *reader, const char *text, const char *language,
                   struct loading *loading) {
    struct template_pieces pieces;
    struct error error = {0};
    if (split(reader, text, &pieces) != 0 || check_fields(reader, &pieces, loading) != 0)
        return -1;
    struct template *template = &loading->kind->templates[loading->kind->template_count++];
    *template = (struct template){.text = text, .language = language, .exact = loading->exact};
    if (template_compile(reader->arena, loading->kind, &pieces, template, &error) != 0)
        return reader_fail_with(reader, &error);
    return 0;
}

static int read_templates(struct reader *reader, const json_t *json, void *target) {
    struct loading *loading = target;
    struct fact_kind *kind = loading->kind;
    int declared = visit_all(reader, json, declare, loading);
    size_t count = kind->template_count;
    kind->template_count = 0; /* none is compiled yet */
    if (declared != 0)
        return -1;
    if (count == 0)
        return reader_fail(reader, _("a fact needs a template"));
    kind->templates = arena_array(reader->arena, count, sizeof *kind->templates);
    if (visit_all(reader, json, compile, loading) != 0)
        return -1;
    for (size_t i = 0; i < kind->field_count; i++)
        if (!loading->used[i])
            return reader_fail(reader, _("the field \"%s\" is in no template"),
                               kind->fields[i].name);
    return 0;
}

/* ---- facts ---- */

static int read_essential(struct reader *reader, const json_t *json, void *target) {
    return reader_bool(reader, json, &((struct loading *)target)->kind->essential);
}

static int read_fact_cues(struct reader *reader, const json_t *json, void *target) {
    return read_cues(reader, json, &((struct loading *)target)->kind->cues);
}

static int read_exact(struct reader *reader, const json_t *json, void *target) {
    return reader_bool(reader, json, &((struct loading *)target)->exact);
}

static int check_roles(struct reader *reader, const struct fact_kind *kind) {
    size_t roles[ARRAY_LEN(role_keys)] = {0};
    for (size_t i = 0; i < kind->field_count; i++)
        if (++roles[kind->fields[i].role] > 1 && kind->fields[i].role != ROLE_NONE)
            return reader_fail(reader,
                               _("two fields have the role \"%s\"; give one the role "
                                 "\"none\""),
                               role_keys[kind->fields[i].role]);
    return 0;
}

static int read_fact(struct reader *reader, const json_t *json, struct fact_kind *kind) {
    static const struct key keys[] = {
        {"essential", false, read_essential}, {"cues", false, read_fact_cues},
        {"exact", false, read_exact},         {"fields", false, read_fields},
        {"templates", true, read_templates},
    };
    struct loading loading = {.kind = kind, .exact = reader->exact};
    kind->essential = true;
    kind->cues = no_cues;
    kind->fields = arena_array(reader->arena, TEMPLATE_GROUPS_MAX, sizeof *kind->fields);
    if (reader_object(reader, json, keys, ARRAY_LEN(keys), &loading) != 0)
        return -1;
    return check_roles(reader, kind);
}

int load_facts(struct reader *reader, const json_t *json, void *target) {
    struct rubric *rubric = target;
    if (reader_expect(reader, json, JSON_OBJECT) != 0)
        return -1;
    size_t count = json_object_size(json);
    if (count == 0 || count > FACTS_MOST)
        return reader_fail(reader, _("a rubric has 1 to %d facts"), FACTS_MOST);
    rubric->facts = arena_array(reader->arena, count, sizeof *rubric->facts);
    json_t *object = (json_t *)(uintptr_t)json; /* only read */
    const char *id;
    json_t *value;
    json_object_foreach(object, id, value) {
        size_t mark = reader_enter(reader, id);
        struct fact_kind *kind = &rubric->facts[rubric->fact_count++];
        kind->id = arena_strdup(reader->arena, id);
        if (read_fact(reader, value, kind) != 0)
            return -1;
        reader_leave(reader, mark);
    }
    return 0;
}
