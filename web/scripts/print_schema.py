"""Prints the JSON Schema of the records that the page is given: those of the three JSONL files, origins and refusals."""

import json

import msgspec

from strandline import records

schema = records.json_schema()
_, more = msgspec.json.schema_components([records.Origin, records.Refusal], ref_template="#/$defs/{name}")
schema["$defs"] |= more
print(json.dumps(schema, ensure_ascii=False, sort_keys=True))
