// Makes one page of everything in this directory: `node bundle.mjs DIRECTORY` leaves page.html, with {{data}} where the data goes, what its tests need, and
// the letters of maps, and the player that tests of playlists use, which come from the same place.
// Only one process at a time works here; whoever comes second waits and finds the work done.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const home = path.dirname(fileURLToPath(import.meta.url));
const target = path.resolve(process.argv[2]);
const lock = path.join(home, "../obj/page.lock");

fs.mkdirSync(path.dirname(lock), { recursive: true });
await take(lock);
try {
    install();
    execFileSync(process.execPath, [path.join(home, "node_modules/typescript/bin/tsc"), "--noEmit", "-p", home], { stdio: "inherit" });
    await bundle();
} finally {
    fs.rmSync(lock, { force: true });
}

async function take(file) {
    for (;;) {
        try {
            return fs.writeFileSync(file, String(process.pid), { flag: "wx" });
        } catch (fault) {
            if (fault.code !== "EEXIST") throw fault;
        }
        if (!isAlive(Number(readIfThere(file)))) fs.rmSync(file, { force: true });
        else await wait(100);
    }
}

function readIfThere(file) {
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
}

// A file without a number is one that its owner is about to fill.
function isAlive(pid) {
    if (!pid) return true;
    try {
        process.kill(pid, 0);
        return true;
    } catch (fault) {
        return fault.code === "EPERM";
    }
}

function install() {
    const wanted = fs.readFileSync(path.join(home, "package-lock.json"), "utf8");
    const stamp = path.join(home, "node_modules", ".installed-lock.json");
    if (readIfThere(stamp) === wanted) return;
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: home, stdio: "inherit" });
    fs.writeFileSync(stamp, wanted);
}

async function bundle() {
    const esbuild = await import("esbuild");
    const common = { absWorkingDir: home, bundle: true, write: false, charset: "ascii", legalComments: "none", logLevel: "warning", target: "es2022" };
    const script = await esbuild.build({ ...common, entryPoints: ["src/page.ts"], format: "iife", minify: true, metafile: true });
    const style = await esbuild.build({ ...common, entryPoints: ["page.css"], minify: true });
    const tests = await esbuild.build({ ...common, entryPoints: ["test/all.ts"], format: "esm", platform: "node", external: ["node:*"] });
    const page = fill(fs.readFileSync(path.join(home, "page.html"), "utf8"), {
        policy: policy(script.outputFiles[0].text, style.outputFiles[0].text),
        style: style.outputFiles[0].text,
        licences: licences(script.metafile),
        script: script.outputFiles[0].text,
    });
    fs.mkdirSync(target, { recursive: true });
    replace("tests.mjs", tests.outputFiles[0].text);
    replace("axe.min.js", fs.readFileSync(path.join(home, "node_modules/axe-core/axe.min.js"), "utf8"));
    replace("hls.min.js", fs.readFileSync(path.join(home, "node_modules/hls.js/dist/hls.min.js"), "utf8"));
    for (const file of ["ttf/DejaVuSans.ttf", "LICENSE"]) replace(path.basename(file), fs.readFileSync(path.join(home, "node_modules/dejavu-fonts-ttf", file)));
    replace("page.html", page);
}

function replace(name, content) {
    const beside = path.join(target, `${name}.${process.pid}`);
    fs.writeFileSync(beside, content);
    fs.renameSync(beside, path.join(target, name));
}

function fill(template, parts) {
    return template.replace(/\{\{(\w+)\}\}/g, (mark, name) => parts[name] ?? mark);
}

function policy(script, style) {
    const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    return `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data:; base-uri 'none'; form-action 'none'`;
}

// The licences of what is in the bundle; packages with the same one stand together.
function licences(metafile) {
    const packages = new Set(Object.keys(metafile.inputs).flatMap((file) => file.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? []));
    const byText = new Map();
    for (const name of [...packages].sort()) {
        const text = fs.readFileSync(path.join(home, "node_modules", name, "LICENSE"), "utf8").trim();
        byText.set(text, [...(byText.get(text) ?? []), name]);
    }
    return [...byText].map(([text, names]) => escape(`${names.join(", ")}\n\n${text}`)).join("\n\n\n");
}

function escape(text) {
    return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
