import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { addressOf, ConnectionError, readConnection } from "../../../kernel/wire/connection.js";

const valid = {
  transport: "tcp",
  ip: "127.0.0.1",
  shell_port: 5001,
  iopub_port: 5002,
  stdin_port: 5003,
  control_port: 5004,
  hb_port: 5005,
  key: "secret",
  signature_scheme: "hmac-sha256",
  kernel_name: "djlab",
};

describe("the connection file", () => {
  let folder: string;
  const written = (content: string) => {
    const path = join(folder, "kernel.json");
    writeFileSync(path, content);
    return path;
  };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "djlab-connection-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("gives addresses, key and scheme", () => {
    const connection = readConnection(written(JSON.stringify(valid)));
    assert.equal(addressOf(connection, connection.shell_port), "tcp://127.0.0.1:5001");
    assert.equal(connection.key, "secret");
    assert.equal(connection.signature_scheme, "hmac-sha256");
  });

  it("gives addresses of IPv6 and of local sockets", () => {
    const connection = readConnection(written(JSON.stringify(valid)));
    assert.equal(addressOf({ ...connection, ip: "::1" }, 5001), "tcp://[::1]:5001");
    assert.equal(addressOf({ ...connection, transport: "ipc", ip: "/run/k" }, 1), "ipc:///run/k-1");
  });

  it("is refused with its path and what is wrong", () => {
    const cases: [string, RegExp][] = [
      ["{", /cannot read the connection file .*kernel\.json/],
      [JSON.stringify({ ...valid, shell_port: "5001" }), /kernel\.json is not valid: shell_port: /],
      [JSON.stringify({ ...valid, transport: "udp" }), /transport: /],
      [JSON.stringify({ ...valid, key: undefined }), /key: /],
    ];
    for (const [content, message] of cases) {
      assert.throws(() => readConnection(written(content)), { name: ConnectionError.name, message });
    }
    assert.throws(() => readConnection(join(folder, "absent.json")), /ENOENT/);
  });
});
