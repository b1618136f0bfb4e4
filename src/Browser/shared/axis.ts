import { axisTop } from "d3-axis";
import { scaleUtc } from "d3-scale";
import { select } from "d3-selection";
import type { View } from "./lane";
import type { Clock } from "./words";

const two = (value: number) => String(value).padStart(2, "0");
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const characterWidth = 6.8;

/** The moment as short as it can be read alone: hour and minute, with seconds where there are some; the day at midnight; a month with its day where days are. */
function tick(date: Date, areDaysSeen: boolean, areHoursSeen: boolean): string {
    const minute = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
    if (date.getUTCMilliseconds()) return `${minute}:${two(date.getUTCSeconds())}.${String(date.getUTCMilliseconds()).padStart(3, "0")}`;
    if (date.getUTCSeconds()) return `${minute}:${two(date.getUTCSeconds())}`;
    if (date.getUTCMinutes() || date.getUTCHours()) return minute;
    if (areHoursSeen) return `${months[date.getUTCMonth()]} ${date.getUTCDate()} ${minute}`;
    if (date.getUTCDate() !== 1 || (areDaysSeen && date.getUTCMonth() > 0)) return `${months[date.getUTCMonth()]} ${date.getUTCDate()}`;
    return date.getUTCMonth() ? months[date.getUTCMonth()] : String(date.getUTCFullYear());
}

/** As many ticks as have room for what is written at them. */
function countOf(ticks: (count: number) => Date[], textOf: (date: Date) => string, width: number): number {
    for (let count = Math.max(2, Math.floor(width / 100)); count > 2; count--) {
        const dates = ticks(count);
        const longest = Math.max(0, ...dates.map((date) => textOf(date).length));
        if (dates.length * (longest * characterWidth + 8) <= width) return count;
    }
    return 2;
}

/** The times above the lanes. */
export function drawAxis(svg: SVGSVGElement, view: View, width: number, clock: Clock): void {
    const scale = scaleUtc([clock.date(view.from), clock.date(view.to)], [0, width]);
    const areDaysSeen = view.to - view.from < 60 * 86_400e6;
    const areHoursSeen = view.to - view.from < 2 * 86_400e6;
    const textOf = (date: Date) => tick(date, areDaysSeen, areHoursSeen);
    const count = countOf((count) => scale.ticks(count), textOf, width);
    const axis = axisTop<Date>(scale).ticks(count).tickFormat(textOf).tickSize(5).tickPadding(5).tickSizeOuter(0);
    svg.setAttribute("width", String(width));
    select(svg).selectAll<SVGGElement, null>("g.axis").data([null]).join("g").attr("class", "axis").attr("transform", "translate(0,25)").call(axis);
    const places = scale.ticks(count).map((date) => scale(date));
    const distance = places.length > 1 ? places[1] - places[0] : width;
    select(svg).selectAll<SVGTextElement, Date>(".tick text").each(function (date) {
        const x = scale(date);
        // At an end a label stands beside its tick, and the next must leave room for that.
        const isCrowded = (x < 24 || x > width - 24) && distance < 1.5 * characterWidth * this.textContent.length + 6;
        this.style.visibility = isCrowded ? "hidden" : "";
        this.setAttribute("text-anchor", x < 24 ? "start" : x > width - 24 ? "end" : "middle");
    });
}
