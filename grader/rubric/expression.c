/* SPDX-License-Identifier: MIT */
/* Recursive descent with one function for all binary operators (precedence climbing). The tree
 * lives in the arena; its height is bounded while it is built, so that evaluation, which recurses,
 * is bounded too. */
#include "rubric/expression.h"

#include "base/messages.h"

#include <ctype.h>
#include <string.h>

enum { HIGHEST = 200 }; /* levels of a tree; far more than anybody writes */

/* X(ENUM, text, precedence); a longer text stands before one that it begins with. */
#define OPERATORS(X)                                                                               \
    X(OR, "||", 1)                                                                                 \
    X(AND, "&&", 2)                                                                                \
    X(EQUAL, "==", 3)                                                                              \
    X(UNEQUAL, "!=", 3)                                                                            \
    X(AT_MOST, "<=", 4)                                                                            \
    X(AT_LEAST, ">=", 4)                                                                           \
    X(LESS, "<", 4)                                                                                \
    X(GREATER, ">", 4)                                                                             \
    X(PLUS, "+", 5)                                                                                \
    X(MINUS, "-", 5)                                                                               \
    X(TIMES, "*", 6)                                                                               \
    X(DIVIDE, "/", 6)                                                                              \
    X(MODULO, "%", 6)

enum operation {
#define X(name, text, precedence) OP_##name,
    OPERATORS(X)
#undef X
        OP_NUMBER,
    OP_NAME,
    OP_NEGATE,
    OP_NOT,
    OP_CHOOSE, /* a ? b : c */
};

static const struct {
    const char *text;
    int precedence;
} operators[] = {
#define X(name, text, precedence) {text, precedence},
    OPERATORS(X)
#undef X
};

struct node {
    enum operation operation;
    int height;
    int64_t number;
    const char *name;
    const struct node *a, *b, *c;
};

struct expression {
    const char *text;
    const struct node *root;
};

struct parser {
    struct arena *arena;
    const char *text, *at;
    int depth;
    bool (*known)(const void *context, const char *name);
    const void *context;
    struct error *error;
};

static const struct node *parse_choice(struct parser *parser);

static const struct node *fail(const struct parser *parser, const char *what) {
    (void)error_set(parser->error, ERROR_RUBRIC, _("column %td of \"%.80s\": %s"),
                    parser->at - parser->text + 1, parser->text, what);
    return NULL;
}

static void skip_blanks(struct parser *parser) {
    while (isspace((unsigned char)*parser->at))
        parser->at++;
}

static bool accept(struct parser *parser, const char *text) {
    skip_blanks(parser);
    size_t length = strlen(text);
    if (strncmp(parser->at, text, length) != 0)
        return false;
    parser->at += length;
    return true;
}

static int height(const struct node *node) {
    return node == NULL ? 0 : node->height;
}

static const struct node *node_new(struct parser *parser, struct node node) {
    int highest = height(node.a);
    if (height(node.b) > highest)
        highest = height(node.b);
    if (height(node.c) > highest)
        highest = height(node.c);
    if (highest >= HIGHEST)
        return fail(parser, _("the expression is too long; use a constant or split the check"));
    node.height = highest + 1;
    struct node *kept = arena_alloc(parser->arena, sizeof *kept);
    *kept = node;
    return kept;
}

static const struct node *parse_number(struct parser *parser) {
    int64_t number = 0;
    for (; isdigit((unsigned char)*parser->at); parser->at++)
        if (__builtin_mul_overflow(number, 10, &number) ||
            __builtin_add_overflow(number, *parser->at - '0', &number))
            return fail(parser, _("the number is too large"));
    if (isalpha((unsigned char)*parser->at) || *parser->at == '.' || *parser->at == '_')
        return fail(parser, _("only decimal integers and names can stand here"));
    return node_new(parser, (struct node){.operation = OP_NUMBER, .number = number});
}

static const struct node *parse_name(struct parser *parser) {
    const char *start = parser->at;
    while (isalnum((unsigned char)*parser->at) || *parser->at == '_')
        parser->at++;
    const char *name = arena_strndup(parser->arena, start, (size_t)(parser->at - start));
    if (!parser->known(parser->context, name)) {
        parser->at = start;
        return fail(parser,
                    arena_printf(parser->arena, _("the name \"%.60s\" is not known here"), name));
    }
    return node_new(parser, (struct node){.operation = OP_NAME, .name = name});
}

static const struct node *parse_prefixed(struct parser *parser, enum operation operation);

static const struct node *parse_operand(struct parser *parser) {
    skip_blanks(parser);
    if (isdigit((unsigned char)*parser->at))
        return parse_number(parser);
    if (isalpha((unsigned char)*parser->at) || *parser->at == '_')
        return parse_name(parser);
    if (accept(parser, "-"))
        return parse_prefixed(parser, OP_NEGATE);
    if (parser->at[0] == '!' && parser->at[1] != '=' && accept(parser, "!"))
        return parse_prefixed(parser, OP_NOT);
    if (!accept(parser, "("))
        return fail(parser, _("a number, a name or \"(\" is expected here"));
    const struct node *inner = parse_choice(parser);
    if (inner != NULL && !accept(parser, ")"))
        return fail(parser, _("\")\" is expected here"));
    return inner;
}

/* The operand of a prefix operator, which may have one itself: "- -1". */
static const struct node *parse_prefixed(struct parser *parser, enum operation operation) {
    if (++parser->depth > HIGHEST)
        return fail(parser, _("the expression is nested too deeply"));
    const struct node *operand = parse_operand(parser);
    parser->depth--;
    if (operand == NULL)
        return NULL;
    return node_new(parser, (struct node){.operation = operation, .a = operand});
}

static bool accept_operator(struct parser *parser, int weakest, enum operation *ret_operation) {
    for (size_t i = 0; i < ARRAY_LEN(operators); i++) {
        const char *before = parser->at;
        if (!accept(parser, operators[i].text))
            continue;
        if (operators[i].precedence >= weakest) {
            *ret_operation = (enum operation)i;
            return true;
        }
        parser->at = before;
        return false;
    }
    return false;
}

/* Operands joined by operators that bind at least as tightly as `weakest`. */
static const struct node *parse_binary(struct parser *parser, int weakest) {
    const struct node *left = parse_operand(parser);
    enum operation operation;
    while (left != NULL && accept_operator(parser, weakest, &operation)) {
        const struct node *right = parse_binary(parser, operators[operation].precedence + 1);
        if (right == NULL)
            return NULL;
        left = node_new(parser, (struct node){.operation = operation, .a = left, .b = right});
    }
    return left;
}

static const struct node *parse_choice(struct parser *parser) {
    if (++parser->depth > HIGHEST)
        return fail(parser, _("the expression is nested too deeply"));
    const struct node *condition = parse_binary(parser, 1), *chosen = condition;
    if (condition != NULL && accept(parser, "?")) {
        const struct node *then = parse_choice(parser);
        if (then == NULL)
            return NULL;
        if (!accept(parser, ":"))
            return fail(parser, _("\":\" is expected here"));
        const struct node *otherwise = parse_choice(parser);
        if (otherwise == NULL)
            return NULL;
        chosen = node_new(
            parser,
            (struct node){.operation = OP_CHOOSE, .a = condition, .b = then, .c = otherwise});
    }
    parser->depth--;
    return chosen;
}

struct expression *expression_parse(struct arena *arena, const char *text,
                                    bool (*known)(const void *context, const char *name),
                                    const void *context, struct error *error) {
    struct parser parser = {.arena = arena,
                            .text = text,
                            .at = text,
                            .known = known,
                            .context = context,
                            .error = error};
    const struct node *root = parse_choice(&parser);
    if (root == NULL)
        return NULL;
    skip_blanks(&parser);
    if (*parser.at != '\0') {
        (void)fail(&parser, _("an operator or the end is expected here"));
        return NULL;
    }
    struct expression *expression = arena_alloc(arena, sizeof *expression);
    expression->text = arena_strdup(arena, text);
    expression->root = root;
    return expression;
}

struct evaluation {
    int (*lookup)(const void *context, const char *name, int64_t *ret_value);
    const void *context;
};

static int evaluate(const struct evaluation *how, const struct node *node, int64_t *ret);

static int divide(enum operation operation, int64_t a, int64_t b, int64_t *ret) {
    if (b == 0 || (a == INT64_MIN && b == -1))
        return -1;
    *ret = operation == OP_DIVIDE ? a / b : a % b;
    return 0;
}

/* `b` decides when `a` does not: like C, the right side is not looked at without need. */
static int evaluate_logical(const struct evaluation *how, const struct node *node, int64_t *ret) {
    int64_t a, b;
    if (evaluate(how, node->a, &a) != 0)
        return -1;
    if ((node->operation == OP_OR) == (a != 0)) {
        *ret = a != 0;
        return 0;
    }
    if (evaluate(how, node->b, &b) != 0)
        return -1;
    *ret = b != 0;
    return 0;
}

static int evaluate_binary(const struct evaluation *how, const struct node *node, int64_t *ret) {
    int64_t a, b;
    if (evaluate(how, node->a, &a) != 0 || evaluate(how, node->b, &b) != 0)
        return -1;
    switch (node->operation) {
    case OP_PLUS:
        return __builtin_add_overflow(a, b, ret) ? -1 : 0;
    case OP_MINUS:
        return __builtin_sub_overflow(a, b, ret) ? -1 : 0;
    case OP_TIMES:
        return __builtin_mul_overflow(a, b, ret) ? -1 : 0;
    case OP_DIVIDE:
    case OP_MODULO:
        return divide(node->operation, a, b, ret);
    case OP_EQUAL:
        *ret = a == b;
        return 0;
    case OP_UNEQUAL:
        *ret = a != b;
        return 0;
    case OP_AT_MOST:
        *ret = a <= b;
        return 0;
    case OP_AT_LEAST:
        *ret = a >= b;
        return 0;
    case OP_LESS:
        *ret = a < b;
        return 0;
    case OP_GREATER:
        *ret = a > b;
        return 0;
    case OP_OR:
    case OP_AND:
    case OP_NUMBER:
    case OP_NAME:
    case OP_NEGATE:
    case OP_NOT:
    case OP_CHOOSE:
        break;
    }
    return -1;
}

static int evaluate(const struct evaluation *how, const struct node *node, int64_t *ret) {
    int64_t a;
    switch (node->operation) {
    case OP_NUMBER:
        *ret = node->number;
        return 0;
    case OP_NAME:
        return how->lookup(how->context, node->name, ret);
    case OP_NEGATE:
        return evaluate(how, node->a, &a) != 0 || __builtin_sub_overflow(0, a, ret) ? -1 : 0;
    case OP_NOT:
        if (evaluate(how, node->a, &a) != 0)
            return -1;
        *ret = a == 0;
        return 0;
    case OP_CHOOSE:
        return evaluate(how, node->a, &a) != 0 ? -1 : evaluate(how, a ? node->b : node->c, ret);
    case OP_OR:
    case OP_AND:
        return evaluate_logical(how, node, ret);
    case OP_EQUAL:
    case OP_UNEQUAL:
    case OP_AT_MOST:
    case OP_AT_LEAST:
    case OP_LESS:
    case OP_GREATER:
    case OP_PLUS:
    case OP_MINUS:
    case OP_TIMES:
    case OP_DIVIDE:
    case OP_MODULO:
        return evaluate_binary(how, node, ret);
    }
    return -1;
}

int expression_evaluate(const struct expression *expression,
                        int (*lookup)(const void *context, const char *name, int64_t *ret_value),
                        const void *context, int64_t *ret_value) {
    const struct evaluation how = {lookup, context};
    return evaluate(&how, expression->root, ret_value);
}

const char *expression_text(const struct expression *expression) {
    return expression->text;
}
