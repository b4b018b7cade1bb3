// `--format svg`: the pictures of the report in a file of their own, one deployment below the other.
import { flowsOf, tally } from "./flows.ts";
import { safe } from "./html-text.ts";
import { type Picture, picture } from "./picture.ts";
import { standaloneRules } from "./picture-style.ts";
import { createPlaces } from "./places.ts";
import { type Report, titleOf } from "./report.ts";

/** Where the editor finds a box's declaration: of no use in a file that is passed on, and it names the machine. */
const machine = / data-(?:uri|line|character)="[^"]*"/g;

/** A deployment without a network has no picture; a file that would be empty says so. */
export function writeSvg(report: Report): string {
  const places = createPlaces(report.root, report.text);
  const drawn = report.result.deployments.flatMap((deployment) => {
    const made = picture(deployment, places);
    if (!made) return [];
    const { allowed, total } = tally(flowsOf(deployment), () => true);
    const title = total ? `${titleOf(deployment.id)}: ${allowed} of ${total} required flows allowed` : titleOf(deployment.id);
    return [{ made, title }];
  });
  const said = drawn.length ? drawn : [{ made: nothing, title: "No deployment has a network to show." }];
  let height = margin;
  const parts = said.map(({ made, title }) => {
    const top = height;
    height += head + made.height + margin;
    const inside = made.svg.replace("<svg ", `<svg x="${margin}" y="${top + head}" `);
    return `<text class="title" text-anchor="start" x="${margin + 16}" y="${top + 16}">${safe(title)}</text>${inside}`;
  });
  const width = Math.max(...said.map(({ made, title }) => Math.max(made.width, title.length * 8))) + 2 * margin;
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" aria-label="AML network audit" ${size}><style>${standaloneRules}</style><rect class="paper" width="${width}" height="${height}"/>${parts.join("").replace(machine, "")}</svg>\n`;
}

const margin = 16;
const head = 24;
const nothing: Picture = { svg: "", width: 0, height: 0 };
