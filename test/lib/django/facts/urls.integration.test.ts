import assert from "node:assert/strict";
import fc from "fast-check";
import { probe } from "../../../../lib/django/facts/probe.js";
import { NoUrlMatches, resolve, resolveAll, UrlMatch } from "../../../../lib/django/facts/resolve.js";
import { NoReverse } from "../../../../lib/django/facts/reverse.js";
import type { UrlTree } from "../../../../lib/django/facts/urls.js";
import { jupyterDisplay, type Project } from "../../../../lib/index.js";
import { onEachDjango } from "../site.js";
import { askDjango, pollsProject, remove, write } from "./polls.js";

const answers = `
import json, sys
from django.urls import Resolver404, resolve
found = []
for path in json.load(sys.stdin):
    try:
        match = resolve(path)
        found.append([match.route, match.view_name if match.url_name else "", {k: str(v) for k, v in match.kwargs.items()}])
    except Resolver404:
        found.append(None)
print(json.dumps(found))`;

const part = fc.oneof(
  fc.constantFrom(
    "polls",
    "admin",
    "login",
    "results",
    "old-2024",
    "old-20",
    "auth",
    "user",
    "3",
    "007",
    "-1",
  ),
  fc.uuid(),
  fc.nat().map(String),
  fc.string({ unit: "grapheme", maxLength: 6 }),
);
const path = fc
  .tuple(fc.array(part, { maxLength: 4 }), fc.constantFrom("", "/"))
  .map(([parts, end]) => `/${parts.join("/")}${end}`);
/** One that a pattern takes, and one that none takes: neither is left to chance. */
const surely = ["/polls/3/results/", "/nowhere/"];

onEachDjango("a project's addresses", (site) => {
  let project: Project;
  let urls: UrlTree;
  before(async function () {
    const { environment } = await site(this);
    project = await pollsProject(environment, "addressed");
    ({ urls } = await probe(project, ["urls"]));
  });
  after(() => project && remove(project));

  it("are a tree of patterns, each with its converters and its view", () => {
    const [polls, admin] = urls.patterns;
    assert.deepEqual(
      [polls?.route, polls?.namespace, polls?.appName, polls?.module],
      ["polls/", "polls", "polls", "polls.urls"],
    );
    const detail = polls?.includes?.[1];
    assert.deepEqual(detail?.converters, { id: "int" });
    assert.deepEqual(
      [detail?.view?.module, detail?.view?.name, detail?.view?.kind, detail?.view?.file, detail?.view?.line],
      ["polls.views", "detail", "function", "polls/views.py", 19],
    );
    const results = polls?.includes?.[2];
    assert.deepEqual(
      [results?.view?.name, results?.view?.kind, results?.view?.line],
      ["Results", "class", 24],
    );
    assert.deepEqual(results?.extra, { full: true });
    assert.equal(polls?.includes?.[4]?.isRegex, true);
    assert.equal(admin?.namespace, "admin");
    assert.match(admin?.includes?.[0]?.view?.file ?? "", /site-packages.django.contrib.admin.sites\.py$/);
  });

  it("are listed flat by the names that reverse() takes", async () => {
    const named = urls.flat.filter(({ name }) => name?.startsWith("polls:"));
    assert.deepEqual(
      named.map(({ full, name }) => [full, name]),
      [
        ["polls/", "polls:index"],
        ["polls/<int:id>/", "polls:detail"],
        ["polls/<int:id>/results/", "polls:results"],
        ["polls/old-(?P<year>[0-9]{4})/$", "polls:old"],
      ],
    );
    const paths = [urls.reverse("polls:detail", { id: 3 }), urls.reverse("polls:detail", [3])];
    assert.deepEqual(await Promise.all(paths), ["/polls/3/", "/polls/3/"]);
  });

  it("that no pattern has are missed in Django's own words", async () => {
    await assert.rejects(urls.reverse("polls:detail", { id: "x" }), (error) => {
      assert.ok(error instanceof NoReverse);
      return /polls:detail: Reverse for 'detail' with keyword arguments/.test(error.message);
    });
  });

  it("lead to their views, with the values in them", async () => {
    const match = await urls.resolve("/polls/3/results/?page=2");
    assert.deepEqual(
      [match.path, match.route, match.viewName, match.namespaces, match.view.name, match.kwargs],
      [
        "/polls/3/results/",
        "polls/<int:id>/results/",
        "polls:results",
        ["polls"],
        "Results",
        { id: 3, full: true },
      ],
    );
    assert.match(
      String(match),
      /^\/polls\/3\/results\/\n[\s\S]*polls\.views\.Results \(polls\/views\.py:24\)/,
    );
  });

  it("that nothing takes are missed with all that was tried", async () => {
    await assert.rejects(resolve(project, "/polls/3"), (error) => {
      assert.ok(error instanceof NoUrlMatches);
      assert.deepEqual(error.tried[0], ["polls/", ""]);
      assert.deepEqual(error.tried[1], ["polls/", "<int:id>/"]);
      assert.match(error.message, /^No pattern takes \/polls\/3; tried:\n {2}polls\/ ""\n {2}polls\//);
      return /\/polls\/3\/ is taken/.test(error.next ?? "");
    });
    await assert.rejects(resolve(project, "polls/"), /is not the path of an address/);
  });

  it("lead where Django's own resolver says, whatever they are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(path, { minLength: 150, maxLength: 150 }), async (others) => {
        const paths = [...surely, ...others];
        const encoded = paths.map((one) => one.split("/").map(encodeURIComponent).join("/"));
        const [ours, theirs] = await Promise.all([
          resolveAll(project, encoded),
          askDjango(project, answers, JSON.stringify(paths)),
        ]);
        const flat = new Set(urls.flat.map(({ full }) => full));
        const told = ours.map((found) => {
          if (!(found instanceof UrlMatch)) return null;
          assert.ok(flat.has(found.route), found.route);
          const { full: _, ...kwargs } = found.kwargs;
          return [found.route, found.viewName, asText(kwargs)];
        });
        const known = JSON.parse(theirs).map((found: [string, string, Record<string, string>] | null) => {
          if (!found) return null;
          const { full: _, ...kwargs } = found[2];
          return [found[0], found[1], kwargs];
        });
        assert.deepEqual(told, known);
        assert.ok(told.some((found) => found) && told.some((found) => !found));
      }),
      { numRuns: 1, endOnFailure: true },
    );
  });

  it("show themselves as a tree, with what Django's checks find", async () => {
    const before = await project.read("polls/urls.py");
    write(project, { "polls/urls.py": before.replace('path("", ', 'path("/start", ') });
    try {
      const { urls: changed } = await probe(project, ["urls"]);
      assert.deepEqual(
        changed.issues.map(({ id, level }) => [id, level]),
        [["urls.W002", "warning"]],
      );
      assert.match(
        String(changed),
        /^addressed\.urls\n {4}polls\/ {2}includes 5 patterns of polls\.urls {2}\[polls\]/,
      );
      assert.match(String(changed), /^urls\.W002: Your URL pattern/m);
      const shown = String(changed[jupyterDisplay]()["text/html"]).replaceAll("<wbr>", "");
      assert.match(
        shown,
        /<code>&lt;int:id&gt;\/<\/code> → <code>polls\.views\.detail \(polls\/views\.py:19\)/,
      );
    } finally {
      write(project, { "polls/urls.py": before });
    }
  });
});

function asText(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
