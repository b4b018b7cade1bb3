// The picture of a network as SVG: laid out here, coloured by the page that it stands in, the same in every face.
import { Graph, layout } from "@dagrejs/dagre";
import type { Deployment } from "../model/finding.ts";
import { safe } from "./html-text.ts";
import { type Arrow, type Box, type Scene, sceneOf } from "./picture-scene.ts";
import type { Places } from "./places.ts";

/** Undefined where there is no network to show, or one too large to be read as a picture. */
export function picture(deployment: Deployment, places: Places): string | undefined {
  const scene = sceneOf(deployment);
  if (!scene || scene.boxes.length < 2 || scene.boxes.length > 150) return undefined;
  const graph = arrange(scene);
  const { width = 0, height = 0 } = graph.graph();
  const boxes = [...scene.boxes].sort((a, b) => Number(b.kind === "network") - Number(a.kind === "network"));
  const drawn = [
    ...boxes.map((box) => drawBox(box, graph.node(box.id), places)),
    ...scene.arrows.map((arrow, index) => drawArrow(arrow, index, graph)),
  ];
  const label = `Network of ${deployment.id}: ${scene.boxes.length} parts, ${scene.arrows.length} connections`;
  const size = `viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" width="${Math.ceil(width)}" height="${Math.ceil(height)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" role="group" aria-label="${safe(label)}" ${size}>${heads}${drawn.join("")}</svg>`;
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function arrange({ boxes, arrows }: Scene): Graph {
  const graph = new Graph({ compound: true, multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 18, ranksep: 60, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const box of boxes) graph.setNode(box.id, { width: widthOf(box), height: box.note ? 44 : 32 });
  // A network without anything in it is a box like any other; dagre sizes those that hold something.
  for (const { id, inside } of boxes) if (inside !== undefined) graph.setParent(id, inside);
  arrows.forEach(({ from, to, note }, index) => {
    graph.setEdge(from, to, { width: note ? note.length * 6.5 : 0, height: note ? 16 : 0, labelpos: "c" }, String(index));
  });
  layout(graph);
  return graph;
}

function widthOf({ title, note = "" }: Box): number {
  return Math.max(90, Math.max(shorten(title).length * 7.4, note.length * 6.4) + 24);
}

function shorten(text: string): string {
  return text.length > 34 ? `${text.slice(0, 33)}…` : text;
}

function drawBox(box: Box, { x, y, width, height }: Placed, places: Places): string {
  const left = x - width / 2;
  const top = y - height / 2;
  const frame = `<rect class="box ${box.kind}" x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" rx="5"/>`;
  const titleY = box.kind === "network" ? top - 5 : box.note ? y - 3 : y + 5;
  const title = `<text class="title" x="${round(box.kind === "network" ? left + 4 : x)}" y="${round(titleY)}"${box.kind === "network" ? ' text-anchor="start"' : ""}>${safe(shorten(box.title))}</text>`;
  const note = box.note ? `<text class="small" x="${round(x)}" y="${round(y + 13)}">${safe(box.note)}</text>` : "";
  const inside = `<title>${safe(`${box.note ?? box.kind} ${box.title}`)}</title>${frame}${title}${note}`;
  const place = box.at && places.of(box.at);
  if (!place || box.at?.from !== "file") return `<g>${inside}</g>`;
  const { line, character } = place.range.start;
  const data = `data-uri="${safe(box.at.uri)}" data-line="${line}" data-character="${character}"`;
  return `<a href="${safe(encodeURI(place.file))}" ${data}>${inside}</a>`;
}

function drawArrow(arrow: Arrow, index: number, graph: Graph): string {
  const edge = graph.edge({ v: arrow.from, w: arrow.to, name: String(index) });
  const points = (edge?.points ?? []).map(({ x, y }: { readonly x: number; readonly y: number }) => `${round(x)},${round(y)}`).join(" ");
  const line = `<polyline class="arrow ${arrow.tone}" points="${points}" marker-end="url(#head-${arrow.tone})"/>`;
  const middle = edge?.points?.[Math.floor((edge.points.length - 1) / 2)];
  const [x, y] = [edge?.x ?? middle?.x ?? 0, edge?.y ?? middle?.y ?? 0];
  return arrow.note ? `${line}<text class="small ${arrow.tone}" x="${round(x)}" y="${round(y - 5)}">${safe(arrow.note)}</text>` : line;
}

const heads = `<defs>${["good", "bad", "open", "plain"]
  .map(
    (tone) =>
      `<marker id="head-${tone}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head ${tone}" d="M0 0 8 4 0 8z"/></marker>`,
  )
  .join("")}</defs>`;

function round(number: number): string {
  return String(Math.round(number * 10) / 10);
}
