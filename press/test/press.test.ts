// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../src/main.js", import.meta.url));

/** The answers to lines, by the real program. */
async function answersTo(...lines: string[]): Promise<any[]> {
  const press = spawn(process.execPath, [main], { stdio: ["pipe", "pipe", "inherit"] });
  press.stdin.end(lines.map((line) => `${line}\n`).join(""));
  let output = "";
  for await (const chunk of press.stdout.setEncoding("utf8")) output += chunk;
  return output.trimEnd().split("\n").map((line) => JSON.parse(line));
}

const json = (value: object): string => JSON.stringify(value);

const bars = {
  animation: false,
  xAxis: { type: "category", data: ["jan", "{b} & <feb>"] },
  yAxis: {
    type: "value",
    min: 0,
    max: 0.3,
    interval: 0.1,
    axisLabel: { formatter: { texts: [[0, "noll"], [0.1, "en"], [0.2, "två"], [0.3, "tre"]] } },
  },
  series: [
    {
      type: "bar",
      data: [{ value: 0.1, label: { show: true, formatter: { text: "{c} är {a}" } } }, null],
    },
  ],
};
const pdf = { verb: "pdf", source: "Hej", files: {}, fonts: [] };

test("a chart is drawn with the texts that it came with", async () => {
  const [first] = await answersTo(json({ id: 7, verb: "chart", option: bars, width: 400, height: 300 }));
  assert.equal(first.id, 7);
  for (const text of ["noll", "en", "två", "tre", "{c} är {a}", "{b} &amp; &lt;feb&gt;"]) {
    assert.ok(first.svg.includes(`>${text}</text>`), text);
  }
  assert.ok(!first.svg.includes("0.1<"));
});

test("what is no request is answered with an error, and the next one is answered", async () => {
  const refused = [
    "not JSON",
    "",
    "[]",
    json({ verb: "chart" }),
    json({ id: 1, verb: "sing" }),
    json({ id: 2, verb: "chart", option: 1, width: 4, height: 3 }),
    json({ id: 3, verb: "chart", option: {}, width: -4, height: 3 }),
    json({ id: 4, verb: "chart", option: { xAxis: { formatter: "{value}" } }, width: 4, height: 3 }),
    json({ ...pdf, id: 5, source: 1 }),
    json({ ...pdf, id: 6, files: { a: "text" } }),
    json({ ...pdf, id: 7, fonts: ["/nonexistent/font.ttf"] }),
  ];
  const answers = await answersTo(...refused, json({ ...pdf, id: 8 }));
  assert.deepEqual(
    answers.map((answer) => answer.id),
    [null, null, null, null, 1, 2, 3, 4, 5, 6, 7, 8],
  );
  for (const answer of answers.slice(0, -1)) assert.ok(answer.error.message.length > 10);
  assert.equal(answers[6].error.message, "width is a number from 1 to 10000");
  assert.ok(answers.at(-1).pdf.startsWith("JVBER"));
});

test("a document reads its own files and no others, and they are forgotten", async () => {
  const source = '#read("a.txt") #image("b.svg", alt: "bild")';
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
  const files = { "a.txt": { text: "åäö" }, "b.svg": { base64: Buffer.from(svg).toString("base64") } };
  const answers = await answersTo(
    json({ ...pdf, id: 1, source, files }),
    json({ ...pdf, id: 2, source }),
    json({ ...pdf, id: 3, source: '#read("/../../etc/hostname")' }),
  );
  assert.ok(answers[0].pdf);
  assert.match(answers[1].error.message, /not found|access denied/);
  assert.match(answers[2].error.message, /not found|access denied|failed to load/);
});

test("mistakes in a document are told with their place, and what a standard forbids by name", async () => {
  const image = '#set document(title: "T")\n#image("b.svg")';
  const files = { "b.svg": { text: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>' } };
  const answers = await answersTo(
    json({ ...pdf, id: 1, source: "Hej\n#fel(" }),
    json({ ...pdf, id: 2, source: image, files, standard: "ua-1" }),
  );
  assert.deepEqual(answers[0].error.details, [
    { message: "unclosed delimiter", path: "main.typ", line: 2, column: 5 },
  ]);
  assert.match(answers[1].error.message, /missing alt text/);
});

test("the same document gives the same bytes, warm or cold", async () => {
  const request = { ...pdf, source: "#set document(title: [T])\n= Hej", creationTimestamp: 1e9 };
  const [first, second] = await answersTo(json({ ...request, id: 1 }), json({ ...request, id: 2 }));
  const [cold] = await answersTo(json({ ...request, id: 1 }));
  assert.equal(first.pdf, second.pdf);
  assert.equal(first.pdf, cold.pdf);
});
