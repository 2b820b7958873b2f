# A rubric that is broken is refused by the program, with file and JSON path, and by the schema, which editors use.
. tests/cli/lib.sh
cat >"$folder/broken.py" <<'END'
import copy, json, subprocess, sys

try:
    import jsonschema
except ImportError:
    jsonschema = None

program, folder, source = sys.argv[1:]
GOOD = {
    "id": "loop", "title": "A loop", "constants": {"REPS": 8}, "limits": {"wall_s": 5},
    "reference": source + "/patterns/02-equal-chunks.c",
    "facts": {"it": {"fields": {"rank": {"type": "int", "cues": ["process"]}, "i": "int"},
                     "templates": {"en": ["Process {rank} is performing iteration {i}"]}},
              "no": {"templates": "Please run with {n:int}"}},
    "cases": [{"id": "np2", "np": 2}, {"id": "np3", "np": 3, "unsuitable": True}],
    "checks": [{"kind": "assignment", "facts": ["it"], "field": "i", "decomposition": "block",
                "iterations": "REPS", "points": 80},
               {"kind": "refusal", "facts": ["no"], "points": 20}],
}
GONE = object()
# Where, what is put there, and the path that the message must name.
BROKEN = [
    (["titel"], "x", "/"), (["id"], GONE, "/"), (["id"], "a b", "/id"), (["id"], 7, "/id"),
    (["title"], {"es": "x"}, "/title"), (["languages"], ["fortran"], "/languages/0"),
    (["limits", "wall"], 3, "/limits"), (["limits", "wall_s"], 0, "/limits/wall_s"),
    (["constants", "P"], 1, "/constants/P"), (["constants", "REPS"], 1.5, "/constants/REPS"),
    (["build_flags"], ["lm"], "/build_flags"), (["free_wording"], "yes", "/free_wording"),
    (["reference"], "notes.txt", "/reference"), (["reference"], {"rust": "x.rs"}, "/reference"),
    (["facts"], {}, "/facts"), (["facts", "it", "templates"], GONE, "/facts/it"),
    (["facts", "it", "templates"], {"EN": "x"}, "/facts/it/templates/EN"),
    (["facts", "it", "fields", "i"], "integer", "/facts/it/fields/i"),
    (["facts", "it", "fields", "rank", "cues"], ["Process"], "/facts/it/fields/rank/cues"),
    (["facts", "it", "fields", "rank", "role"], "host", "/facts/it/fields/rank/role"),
    (["facts", "it", "essential"], 1, "/facts/it/essential"),
    (["cases"], [], "/cases"), (["cases", 0, "np"], 0, "/cases/0/np"),
    (["cases", 1, "np"], 65, "/cases/1/np"), (["cases", 0, "np"], "2", "/cases/0/np"),
    (["cases", 0, "id"], GONE, "/cases/0"), (["cases", 0, "ranks"], 2, "/cases/0"),
    (["cases", 0, "sends"], "fast", "/cases/0/sends"),
    (["cases", 0, "sleep_scale"], 2, "/cases/0/sleep_scale"),
    (["cases", 0, "perturb"], [1, 0], "/cases/0/perturb/1"),
    (["checks"], [], "/checks"), (["checks", 0, "kind"], "assigment", "/checks/0/kind"),
    (["checks", 0, "points"], GONE, "/checks/0"), (["checks", 0, "points"], -1, "/checks/0/points"),
    (["checks", 0, "field"], GONE, "/checks/0"), (["checks", 0, "count"], "1", "/checks/0"),
    (["checks", 0, "decomposition"], "blocks", "/checks/0/decomposition"),
    (["checks", 0, "iterations"], "REPS ^ 2", "/checks/0/iterations"),
    (["checks", 0, "facts"], ["it", "no"], "/checks/0/facts"),
    (["checks", 0, "facts"], ["it", "it"], "/checks/0/facts/1"),
    (["checks", 0, "credit"], "some", "/checks/0/credit"),
    (["checks", 0, "visibility"], "secret", "/checks/0/visibility"),
    (["checks", 1, "facts"], GONE, "/checks/1"),
    (["checks", 1], {"kind": "calls", "require": ["shout"], "points": 1}, "/checks/1/require/0"),
    (["checks", 1], {"kind": "messages", "points": 1}, "/checks/1"),
]
# What only the program knows: names that stand for nothing, templates, expressions, files.
BEYOND_THE_SCHEMA = [
    (["checks", 0, "facts"], ["its"], "/checks/0/facts/0"),
    (["checks", 0, "field"], "j", "/checks/0/field"),
    (["checks", 0, "iterations"], "REPS / SIZE", "/checks/0/iterations"),
    (["checks", 0, "cases"], ["np4"], "/checks/0/cases/0"),
    (["checks", 0, "id"], "refusal", "/checks/1"),
    (["cases", 1, "id"], "np2", "/cases/1/id"),
    (["facts", "no", "templates"], "Please run with {n", "/facts/no/templates"),
    (["reference"], "no-such-file.c", "/reference"),
]

schema = json.load(open("rubrics/rubric.schema.json", encoding="utf-8"))
valid = lambda rubric: jsonschema.validators.validator_for(schema)(schema).is_valid(rubric)
failed = False

def complain(rubric_change, text):
    global failed
    print(f"{rubric_change}: {text}")
    failed = True

def broken(keys, value):
    rubric = copy.deepcopy(GOOD)
    place = rubric
    for key in keys[:-1]:
        place = place[key]
    if value is GONE:
        del place[keys[-1]]
    else:
        place[keys[-1]] = value
    return rubric

def refuse(change, rubric, path):
    name = folder + "/rubric.json"
    with open(name, "w", encoding="utf-8") as file:
        json.dump(rubric, file)
    run = subprocess.run([program, "rubric", "check", name], capture_output=True, text=True)
    said = " ".join(run.stderr.split())
    if run.returncode != 2 or f"rubric.json: {path}: " not in said:
        complain(change, f"status {run.returncode}, and not a word of {path}: {said}")

if jsonschema and not valid(GOOD):
    complain("nothing", "the schema refuses the good rubric")
for keys, value, path in BROKEN + BEYOND_THE_SCHEMA:
    rubric = broken(keys, value)
    refuse((keys, value), rubric, path)
    if jsonschema and (keys, value, path) in BROKEN and valid(rubric):
        complain((keys, value), "the schema takes it")
sys.exit(failed)
END
run 0 "$PYTHON3" "$folder/broken.py" "$MPIGRADE" "$folder" "$PWD"
