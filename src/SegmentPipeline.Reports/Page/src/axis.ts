import { axisTop } from "d3-axis";
import { scaleUtc } from "d3-scale";
import { select } from "d3-selection";
import type { View } from "./lane";
import type { Clock } from "./words";

const two = (value: number) => String(value).padStart(2, "0");
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The largest unit that begins at that moment, as a clock of 24 hours has it. */
function tick(date: Date): string {
    if (date.getUTCMilliseconds()) return `.${String(date.getUTCMilliseconds()).padStart(3, "0")}`;
    if (date.getUTCSeconds()) return `:${two(date.getUTCSeconds())}`;
    if (date.getUTCMinutes() || date.getUTCHours()) return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
    if (date.getUTCDate() !== 1) return `${months[date.getUTCMonth()]} ${date.getUTCDate()}`;
    return date.getUTCMonth() ? months[date.getUTCMonth()] : String(date.getUTCFullYear());
}

/** The times above the lanes. */
export function drawAxis(svg: SVGSVGElement, view: View, width: number, clock: Clock): void {
    const scale = scaleUtc([clock.date(view.from), clock.date(view.to)], [0, width]);
    const axis = axisTop<Date>(scale).ticks(Math.max(2, Math.floor(width / 100))).tickFormat(tick).tickSize(5).tickPadding(5).tickSizeOuter(0);
    svg.setAttribute("width", String(width));
    select(svg).selectAll<SVGGElement, null>("g.axis").data([null]).join("g").attr("class", "axis").attr("transform", "translate(0,25)").call(axis);
    select(svg).selectAll<SVGTextElement, Date>(".tick text").each(function (date) {
        const x = scale(date);
        this.setAttribute("text-anchor", x < 24 ? "start" : x > width - 24 ? "end" : "middle");
    });
}
