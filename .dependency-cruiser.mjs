// The arrows that imports may follow (ARCHITECTURE.md). What is not allowed here fails `npm test`.
const only = (name, module, file) => ({
  name: `only-${file.replace(/\W+/g, "-")}-imports-${name}`,
  severity: "error",
  from: { path: "^(kernel|lib|scripts)/", pathNot: `^${file}$` },
  to: { path: `node_modules/${module}/` },
});
const never = (name, from, to, pathNot) => ({
  name,
  severity: "error",
  from: { path: from },
  to: { path: to, ...(pathNot && { pathNot }) },
});

export default {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    only("execa", "execa", "lib/tools/command.ts"),
    only("zeromq", "zeromq", "kernel/wire/sockets.ts"),
    // Of each further import the kernel's bundle would make a copy of its names; the course's linter is not in it.
    only(
      "typescript",
      "typescript",
      "(?:kernel/language/(?:typescript\\.ts|bridge\\.cts)|scripts/check/code\\.ts)",
    ),
    only("cspell", "cspell-lib", "scripts/check/spelling.ts"),
    only("htmlparser2", "htmlparser2", "lib/web/document.ts"),
    only("dagre", "@dagrejs/dagre", "lib/diagram/layout.ts"),
    only("diff", "diff", "lib/django/files/line-diff.ts"),
    only("smol-toml", "smol-toml", "lib/python/pipfile.ts"),
    only("tslab", "tslab", "kernel/language/tslab.ts"),
    only("services", "@jupyterlab/services", "scripts/jupyter/client.ts"),
    only("markdown-it", "markdown-it", "scripts/handout/render.ts"),
    never("kernel-knows-no-course", "^kernel/", "^(lib|scripts)/"),
    never("lib-knows-no-kernel", "^lib/", "^(kernel|scripts)/"),
    never(
      "scripts-see-the-kernelspec-only",
      "^scripts/",
      "^kernel/",
      "^kernel/(kernelspec|language/snapshot)\\.ts$",
    ),
    never("scripts-see-the-library-s-front-door", "^scripts/", "^lib/", "^lib/index\\.ts$"),
    never("messages-import-nothing", "^kernel/messages/", "^kernel/(?!messages/)"),
    never("wire-knows-messages-only", "^kernel/wire/", "^kernel/(?!wire/|messages/)"),
    never(
      "session-knows-contracts-only",
      "^kernel/session/",
      "^kernel/(wire|main|serve|kernelspec|language/(?!engine\\.ts)|runtime/(?!runtime\\.ts))",
    ),
    never("language-knows-no-protocol", "^kernel/language/", "^kernel/(?!language/|spare-memory\\.ts$)"),
    never(
      "runtime-knows-the-engine-contract",
      "^kernel/runtime/",
      "^kernel/(?!runtime/|excerpt\\.ts$|language/engine\\.ts$)",
    ),
    never("tools-are-the-base", "^lib/tools/", "^lib/(?!tools/)"),
    never("python-stands-on-tools", "^lib/python/", "^lib/(?!python/|tools/)"),
    never("web-stands-on-tools", "^lib/web/", "^lib/(?!web/|tools/)"),
    never("diagrams-stand-on-tools", "^lib/diagram/", "^lib/(?!diagram/|tools/)"),
    never("django-knows-no-lab", "^lib/django/", "^lib/lab/"),
    never("the-index-is-the-top", "^lib/[^/]+/", "^lib/index\\.ts$"),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
  },
};
