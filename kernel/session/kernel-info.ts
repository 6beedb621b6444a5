/** `kernel_info_request`: who this kernel is and which language it runs. */
import { protocolVersion } from "../messages/message.js";
import type { KernelInfoReply } from "../messages/replies.js";
import type { Conversation } from "./conversation.js";

export function kernelInfo(_content: object, { about }: Conversation): KernelInfoReply {
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "djlab",
    implementation_version: about.version,
    language_info: {
      name: "typescript",
      version: about.typescript,
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      codemirror_mode: "typescript",
      nbconvert_exporter: "script",
    },
    banner: `TypeScript ${about.typescript} on Node.js ${about.node} (djlab ${about.version})`,
    help_links: [
      { text: "TypeScript", url: "https://www.typescriptlang.org/docs/" },
      { text: "Node.js", url: "https://nodejs.org/api/" },
    ],
    debugger: false,
    supported_features: [],
  };
}
