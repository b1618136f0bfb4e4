// The site of a host: its page with marks where the host fills in its own, its style, its script, and the player apart, which is fetched when something is
// played. All but the page are packed, since that is how they are sent.
import * as fs from "node:fs";
import * as path from "node:path";
import { gzipSync } from "node:zlib";
import { common, fill, home, licences, replace } from "./files.mjs";

export async function bundle(target) {
    const esbuild = await import("esbuild");
    const modules = { ...common, format: "esm", minify: true, metafile: true, external: ["./player.js"] };
    const script = await esbuild.build({ ...modules, entryPoints: ["site/site.ts"] });
    const player = await esbuild.build({ ...modules, entryPoints: ["site/hls.ts"] });
    const style = await esbuild.build({ ...common, entryPoints: ["site/styles.css"], minify: true });
    const page = fill(fs.readFileSync(path.join(home, "site/site.html"), "utf8"), { licences: licences(script.metafile, player.metafile) });
    fs.mkdirSync(target, { recursive: true });
    const packed = (text) => gzipSync(text, { level: 9 });
    replace(target, "site.js.gz", packed(script.outputFiles[0].text));
    replace(target, "player.js.gz", packed(player.outputFiles[0].text));
    replace(target, "site.css.gz", packed(style.outputFiles[0].text));
    replace(target, "site.html", page);
}
