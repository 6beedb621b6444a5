/** Small packages made for tests, as an index has them: wheels, and a source that does not build. */
import { run } from "../../../lib/index.js";

const makes = `
import io, sys, tarfile, zipfile
folder = sys.argv[1]

def wheel(name, version, *needs, tag="py3-none-any"):
    info = f"{name}-{version}.dist-info"
    needed = "".join(f"Requires-Dist: {need}\\n" for need in needs)
    files = {
        f"{name}.py": "answer = 42\\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\nSummary: made for a test\\n{needed}",
        f"{info}/WHEEL": f"Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: {tag}\\n",
    }
    record = "".join(f"{path},,\\n" for path in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(f"{folder}/{name}-{version}-{tag}.whl", "w") as archive:
        for path, text in [*files.items(), (f"{info}/RECORD", record)]:
            archive.writestr(path, text)

def broken_source(name, version):
    files = {
        "pyproject.toml": '[build-system]\\nrequires = []\\nbuild-backend = "backend"\\nbackend-path = ["."]\\n',
        "backend.py": "raise SystemExit('needs a compiler that is not here')\\n",
        "PKG-INFO": f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n",
    }
    with tarfile.open(f"{folder}/{name}-{version}.tar.gz", "w:gz") as archive:
        for path, text in files.items():
            entry = tarfile.TarInfo(f"{name}-{version}/{path}")
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))

wheel("djlabthing", "1.0")
wheel("djlabthing", "2.0")
wheel("djlabone", "1.0", "djlabthing==1.0")
wheel("djlabtwo", "1.0", "djlabthing==2.0")
wheel("djlabelsewhere", "1.0", tag="cp27-cp27m-win32")
broken_source("djlabsource", "1.0")
`;

/** @param folder absolute, there already */
export async function makePackages(python: readonly [string, ...string[]], folder: string): Promise<void> {
  await run([...python, "-c", makes, folder], { cwd: folder, show: false });
}
