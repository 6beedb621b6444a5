import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { Edits } from "../../../../lib/django/edit/edits.js";
import { plan, type Step } from "../../../../lib/django/edit/plan.js";
import { encoded, type SettingValue } from "../../../../lib/django/edit/python-value.js";
import type { Managed } from "../../../../lib/django/manage.js";
import { type Environment, run } from "../../../../lib/index.js";
import { onEachDjango } from "../site.js";
import { fileOf, layouts, partsOf } from "./setting-files.js";

const manage = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "odd.settings")\n';

/** What Django reads from settings; paths as text. */
const read = `
import json, sys
from django.conf import Settings
settings = Settings("odd.settings")
print(json.dumps({name: getattr(settings, name) for name in dir(settings) if name.isupper()}, default=str))
`;

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom("\ud800", "it's \"\\", "\0"),
);
const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .filter((it) => !Object.is(it, -0));
const { value } = fc.letrec<{ value: SettingValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 6 }),
    fc.dictionary(
      fc.string({ maxLength: 20 }).filter((key) => key !== "__proto__"),
      tie("value"),
      { maxKeys: 4 },
    ),
  ),
}));

onEachDjango("edits of settings", (site) => {
  let environment: Environment;
  let project: Managed;
  before(async function () {
    ({ environment } = await site(this));
    project = { name: "odd", folder: environment.workspace.path("odd"), environment };
    mkdirSync(join(project.folder, "odd"), { recursive: true });
    writeFileSync(join(project.folder, "manage.py"), manage);
    writeFileSync(join(project.folder, "odd/__init__.py"), "");
  });
  after(() => rmSync(project.folder, { recursive: true }));

  const settings = () => join(project.folder, "odd/settings.py");
  const asRead = async (): Promise<Record<string, unknown>> => {
    const argv = [environment.program("python", project.folder), "-B", "-c", read] as const;
    return JSON.parse((await run(argv, { cwd: project.folder, show: false })).stdout);
  };

  it("read back in Django as they were meant, and leave every other part as it was", async function () {
    this.timeout(180_000);
    const cases = layouts.chain((layout) => {
      const lists = layout.parts.filter(({ value }) => Array.isArray(value)).map(({ name }) => name);
      const names = [...layout.parts.map(({ name }) => name), "NEW_ONE", "NEW_TWO"];
      const set = fc.tuple(fc.constant("set" as const), fc.constantFrom(...names), value);
      const add = fc.tuple(
        fc.constantFrom("addTo" as const, "removeFrom" as const),
        fc.constantFrom(...lists, "NEW_LIST"),
        fc.oneof(value, fc.constantFrom("a", "b")),
      );
      // Names are edited once each: what one edit wrote, the next may find in another form.
      const steps = fc.uniqueArray(fc.oneof(set, add), {
        minLength: 6,
        maxLength: 12,
        selector: ([, name]) => name,
      });
      return fc.record({ layout: fc.constant(layout), steps });
    });
    let count = 0;
    await fc.assert(
      fc.asyncProperty(cases, async ({ layout, steps }) => {
        const before = fileOf(layout);
        writeFileSync(settings(), before);
        const model = new Map(layout.parts.map(({ name, value }) => [name, value]));
        for (const [edit, name, value] of steps) model.set(name, expected(edit, model.get(name), value));
        const asked = steps
          .filter(([edit, name]) => edit !== "removeFrom" || name !== "NEW_LIST")
          .map(([edit, name, value]): Step => [edit, { name, value: encoded(value) }]);
        const planned = await plan(project, asked);
        const after = planned.files[0]?.after ?? before;
        writeFileSync(settings(), after);

        const now = await asRead();
        for (const [name, value] of model) {
          if (value !== undefined) assert.deepEqual(now[name], JSON.parse(JSON.stringify(value)), name);
        }
        const touched = new Set<string>(steps.map(([, name]) => name));
        const [old, own] = [partsOf(before, layout.parts.length), partsOf(after, layout.parts.length)];
        layout.parts.slice(0, -1).forEach(({ name }, index) => {
          if (!touched.has(name)) assert.equal(own[index], old[index]);
        });
        // A list that got or lost an item keeps its comments.
        for (const [edit, name] of steps) {
          const index = layout.parts.findIndex((part) => part.name === name);
          if (edit !== "addTo" || index < 0) continue;
          for (const comment of old[index]?.match(/#.*/g) ?? [])
            assert.ok(own[index]?.includes(comment), comment);
        }
        assert.equal(after.includes("\r"), layout.newline === "\r\n");
        assert.equal(/[^\r]\n/.test(after.toString("latin1")), layout.newline === "\n");
        assert.equal(after.subarray(0, 3).equals(Buffer.from("\ufeff")), layout.bom);
        count += asked.length;
      }),
      { numRuns: 12 },
    );
    assert.ok(count >= 80, `${count} edits`);
  });

  const edited = async (
    before: string | Buffer,
    act: (edits: Edits) => Promise<unknown>,
  ): Promise<string> => {
    writeFileSync(settings(), before);
    await act(new Edits(project));
    return readFileSync(settings(), "latin1");
  };

  it("keep the encoding that the file names", async () => {
    const before = Buffer.from('# coding: latin-1\nA = "\xe4"\nB = 1\n', "latin1");
    assert.equal(
      await edited(before, (edits) => edits.set("B", "ö€")),
      '# coding: latin-1\nA = "\xe4"\nB = "\\xf6\\u20ac"\n',
    );
    assert.equal((await asRead()).A, "ä");
  });
});

function expected(edit: string, before: unknown, value: SettingValue): unknown {
  if (edit === "set") return value;
  const list = (before ?? (edit === "addTo" ? [] : undefined)) as unknown[] | undefined;
  const same = (item: unknown) => JSON.stringify(item) === JSON.stringify(value);
  if (edit === "removeFrom") {
    const index = list?.findIndex(same) ?? -1;
    return list?.filter((_, at) => at !== index);
  }
  return list?.some(same) ? list : [...(list ?? []), value];
}
