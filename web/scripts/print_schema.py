"""Prints the JSON Schema of the records that the page is given: those of the three JSONL files, origins and refusals,
and what passes between the page and the server about decisions, jobs, the first view and why events stand where they do."""

import json

import msgspec

from strandline import records
from strandline.server import schemas

schema = records.json_schema()
shapes = [
    *(records.Origin, records.Refusal),
    *(schemas.Me, schemas.DecisionPage, schemas.DecisionAnswer, schemas.Reached, schemas.Job, schemas.Opening),
    schemas.EventStanding,
]
_, more = msgspec.json.schema_components(shapes, ref_template="#/$defs/{name}")
schema["$defs"] |= more
print(json.dumps(schema, ensure_ascii=False, sort_keys=True))
