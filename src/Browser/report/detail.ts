import { byId, make, name } from "../shared/dom";
import type { Finding, Report } from "./report";
import { segmentOf } from "../shared/segments";
import { duration, durationInFull, wordsOfType } from "../shared/words";

/** All that is known of the selected finding. */
export class Detail {
    private readonly home = byId("detail");

    constructor(private readonly report: Report, private readonly close: () => void) {}

    show(finding: Finding): void {
        const close = make("button", { type: "button", class: "button" }, "Close");
        close.addEventListener("click", this.close);
        const heading = make("h2", { id: "detail-title" }, make("span", { class: `tag ${finding.type}` }, wordsOfType[finding.type][0]), finding.stream === null ? "" : name(finding.stream));
        this.home.replaceChildren(make("div", { class: "bar" }, heading, close), make("dl", { class: "facts" }, ...this.facts(finding)));
        this.home.hidden = false;
    }

    /** Says that what a link names is not here. */
    showUnknown(link: string): void {
        const close = make("button", { type: "button", class: "button" }, "Close");
        close.addEventListener("click", this.close);
        this.home.replaceChildren(
            make("div", { class: "bar" }, make("h2", { id: "detail-title" }, "Not in this page"), close),
            make("p", {}, "This page has no finding ", name(link), ". It may have healed, or be one of those that only report.ndjson has."),
        );
        this.home.hidden = false;
    }

    /** Scrolls as little as is needed to see it. */
    reveal(): void {
        this.home.scrollIntoView({ block: "nearest" });
    }

    hide(): void {
        this.home.hidden = true;
    }

    private facts(finding: Finding): Node[] {
        const { clock } = this.report;
        const facts: [string, Node | string][] = [];
        if (finding.start !== null) {
            facts.push(["Start", clock.exact(finding.start)], ["End", clock.exact(finding.end)], ["Length", durationInFull(finding.length!)]);
        }
        switch (finding.type) {
            case "hole":
                facts.push(["Last segment before", this.segment(finding.first)], ["First segment after", this.segment(finding.second)]);
                break;
            case "degraded":
                facts.push(["Covered by", `${finding.first} segments only`]);
                break;
            case "overlap":
                facts.push(["Segment that starts too early", this.segment(finding.first)]);
                break;
            case "empty":
                facts.push(["Segment without content", name(finding.first ?? "")]);
                break;
            case "silent":
                facts.push(["Quality that went on", name(finding.first ?? "")]);
                break;
            case "future":
                facts.push(["Segments after the moment of the audit", finding.first ?? ""]);
                break;
            default:
                facts.push(["Path", name(finding.first ?? "")], ["Cause", name(finding.second ?? "")]);
        }
        if (finding.origin !== undefined) facts.push(["Where it came from", finding.origin]);
        facts.push(["Link", make("a", { href: `#${finding.link}` }, name(decodeURIComponent(finding.link)))]);
        return facts.map(([term, fact]) => make("div", typeof fact === "string" ? {} : { class: "wide" }, make("dt", {}, term), make("dd", {}, fact)));
    }

    private segment(path: string | null): Node {
        if (path === null) return make("span", {}, "none was read");
        const known = segmentOf(path, this.report.clock);
        const words = known ? `${known.kind}, ${duration(known.end - known.start)}, until ${this.report.clock.text(known.end)}` : "";
        return make("span", {}, name(path), make("span", { class: "quiet" }, words));
    }
}
