// The page of reports: page.html, with {{data}} where the data goes, what its tests need, and the letters of maps and the player that tests of playlists
// use, which come from the same place.
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { common, fill, home, licences, replace } from "./files.mjs";

export async function bundle(target) {
    const esbuild = await import("esbuild");
    const script = await esbuild.build({ ...common, entryPoints: ["report/page.ts"], format: "iife", minify: true, metafile: true });
    const style = await esbuild.build({ ...common, entryPoints: ["report/page.css"], minify: true });
    const tests = await esbuild.build({ ...common, entryPoints: ["test/all.ts"], format: "esm", platform: "node", external: ["node:*"] });
    const page = fill(fs.readFileSync(path.join(home, "report/page.html"), "utf8"), {
        policy: policy(script.outputFiles[0].text, style.outputFiles[0].text),
        style: style.outputFiles[0].text,
        licences: licences(script.metafile),
        script: script.outputFiles[0].text,
    });
    fs.mkdirSync(target, { recursive: true });
    replace(target, "tests.mjs", tests.outputFiles[0].text);
    replace(target, "axe.min.js", fs.readFileSync(path.join(home, "node_modules/axe-core/axe.min.js"), "utf8"));
    replace(target, "hls.min.js", fs.readFileSync(path.join(home, "node_modules/hls.js/dist/hls.min.js"), "utf8"));
    for (const file of ["ttf/DejaVuSans.ttf", "LICENSE"])
        replace(target, path.basename(file), fs.readFileSync(path.join(home, "node_modules/dejavu-fonts-ttf", file)));
    replace(target, "page.html", page);
}

function policy(script, style) {
    const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    return `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data:; base-uri 'none'; form-action 'none'`;
}
