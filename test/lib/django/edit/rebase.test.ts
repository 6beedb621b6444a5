import assert from "node:assert/strict";
import fc from "fast-check";
import { rebased } from "../../../../lib/django/edit/rebase.js";
import { applied, linesOf, type Splice } from "../../../../lib/django/files/line-diff.js";

/** Changes of a text of twenty lines, in order, apart from each other. */
const text = Array.from({ length: 20 }, (_, index) => `${index}\n`).join("");
const changes = fc
  .uniqueArray(fc.nat(20), { maxLength: 4 })
  .chain((places) =>
    fc.tuple(
      ...places
        .sort((a, b) => a - b)
        .map((at, index) =>
          fc
            .tuple(
              fc.nat(Math.min((places[index + 1] ?? 20) - at, 2)),
              fc.array(fc.constant("x\n"), { maxLength: 2 }),
            )
            .map(([count, added]): Splice => ({ at, removed: linesOf(text).slice(at, at + count), added })),
        ),
    ),
  );

describe("changes that are moved past others", () => {
  it("give the same text in either order", () => {
    let moved = 0;
    fc.assert(
      fc.property(changes, changes, (one, other) => {
        const [first, second] = [rebased(one, other), rebased(other, one)];
        assert.equal(first === undefined, second === undefined);
        if (!first || !second) return;
        moved += 1;
        assert.equal(applied(applied(text, other), first), applied(applied(text, one), second));
      }),
      { numRuns: 500 },
    );
    assert.ok(moved > 50);
  });

  it("are refused where both change the same lines, or add in the same place", () => {
    const change = (at: number, count: number): Splice => ({
      at,
      removed: Array(count).fill("x\n"),
      added: ["y\n"],
    });
    assert.equal(rebased([change(3, 2)], [change(4, 1)]), undefined);
    assert.equal(rebased([change(3, 0)], [change(3, 0)]), undefined);
    assert.equal(rebased([change(3, 1)], [change(4, 1)])?.[0]?.at, 3);
  });
});
