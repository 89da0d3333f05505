/**
 * Writes src/generated/records.ts and src/generated/records.schema.json from `strandline.records`.
 *
 *   npm run types          write them
 *   npm run types:check    fail where they differ from what the Python records say
 *
 * The Python is $PYTHON, else ../.venv/bin/python, else python3; the package `strandline` must be importable in it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(web, 'src', 'generated');
const HEAD = '// Generated from src/strandline/records.py by `npm run types` in web/. Do not edit.\n';

function readSchema() {
  const venv = join(web, '..', '.venv', 'bin', 'python');
  const python = process.env.PYTHON ?? (existsSync(venv) ? venv : 'python3');
  const run = spawnSync(python, [join(web, 'scripts', 'print_schema.py')], { encoding: 'utf8' });
  if (run.error || run.status !== 0) {
    console.error(
      `${python} could not print the schema of the records:\n${run.error?.message ?? run.stderr}`,
    );
    console.error('Install the package (pip install -e .) or name an interpreter that has it in $PYTHON.');
    process.exit(2);
  }
  return JSON.parse(run.stdout);
}

function typeOf(schema) {
  if (schema.$ref) return schema.$ref.split('/').at(-1);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ');
  if (schema.type === 'array') return `readonly ${bracketed(typeOf(schema.items ?? {}))}[]`;
  if (schema.type === 'object')
    return `Readonly<Record<string, ${typeOf(schema.additionalProperties ?? {})}>>`;
  const plain = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' };
  return plain[schema.type] ?? 'unknown';
}

function bracketed(type) {
  return type.includes('|') ? `(${type})` : type;
}

function comment(text, indent = '') {
  if (!text) return '';
  const lines = text.split('\n').map((line) => line.trim());
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

function interfaceOf(name, schema) {
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties).map(
    ([field, type]) => `  ${field}${required.has(field) ? '' : '?'}: ${typeOf(type)};`,
  );
  return `${comment(schema.description)}export interface ${name} {\n${fields.join('\n')}\n}\n`;
}

/** Closed vocabularies get a name and a list of their own: the page offers them as filters. */
function vocabularies(defs) {
  const named = {
    Kind: defs.Claim.properties.kind,
    Status: defs.Claim.properties.status,
    Review: defs.Event.properties.review,
  };
  return Object.entries(named)
    .map(([name, { enum: values }]) => {
      const list = values.map((value) => `  ${JSON.stringify(value)},`).join('\n');
      return `export const ${name.toUpperCase()}_VALUES = [\n${list}\n] as const;\nexport type ${name} = (typeof ${name.toUpperCase()}_VALUES)[number];\n`;
    })
    .join('\n');
}

const schema = readSchema();
const names = Object.keys(schema.$defs).sort();
const files = {
  'records.ts': [
    HEAD,
    vocabularies(schema.$defs),
    ...names.map((name) => interfaceOf(name, schema.$defs[name])),
  ].join('\n'),
  'records.schema.json': `${JSON.stringify(schema, null, 1)}\n`,
};

mkdirSync(folder, { recursive: true });
let drifted = false;
for (const [name, content] of Object.entries(files)) {
  const path = join(folder, name);
  if (!process.argv.includes('--check')) {
    writeFileSync(path, content);
  } else if (!existsSync(path) || readFileSync(path, 'utf8') !== content) {
    drifted = true;
    console.error(`src/generated/${name} is not what src/strandline/records.py says`);
  }
}
if (drifted) {
  console.error('Mend it with: cd web && npm run types');
  process.exit(1);
}
