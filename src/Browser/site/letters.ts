import type { View } from "../shared/lane";
import type { Palette } from "../shared/palette";

const [high, wide, around] = [13, 8, 6];

/** Writes letters into ranges that have room for them, on a ground of their own: in the middle of what is seen of each. */
export function drawLetters(canvas: HTMLCanvasElement, ranges: readonly { from: number; to: number; letter: string }[], view: View, palette: Palette): void {
    const brush = canvas.getContext("2d")!;
    const scale = canvas.width / (canvas.clientWidth || 1);
    const width = canvas.clientWidth;
    brush.setTransform(scale, 0, 0, scale, 0, 0);
    brush.font = `bold ${high - 3}px ui-monospace, monospace`;
    brush.textAlign = "center";
    brush.textBaseline = "middle";
    const x = (moment: number) => ((moment - view.from) / (view.to - view.from)) * width;
    for (const { from, to, letter } of ranges) {
        if (letter === "") continue;
        const [left, right] = [Math.max(0, x(from)), Math.min(width, x(to))];
        const size = letter.length * wide + around;
        if (right - left < size + 2) continue;
        const middle = (left + right) / 2;
        brush.fillStyle = palette.lane;
        brush.fillRect(middle - size / 2, (canvas.clientHeight - high) / 2, size, high);
        brush.fillStyle = palette.ink;
        brush.fillText(letter, middle, canvas.clientHeight / 2 + 0.5);
    }
    brush.textAlign = "start";
}
