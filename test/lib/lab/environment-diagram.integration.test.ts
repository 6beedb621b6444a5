import assert from "node:assert/strict";
import { environmentDiagram } from "../../../lib/index.js";
import { site } from "../django/site.js";

it("an environment is drawn with its interpreter, its packages and its configuration", async function () {
  const { environment } = await site(this);
  const { title, svg } = await environmentDiagram(environment);
  assert.equal(title, "The environment env, as it lies on the disk");
  for (const part of ["pyvenv.cfg", "site-packages/", "pip"]) assert.ok(svg.includes(part), part);
});
