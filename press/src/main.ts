// SPDX-License-Identifier: Apache-2.0
import { isFields, parseRequest, Refusal, type Answer } from "./protocol.js";

/**
 * Answers requests one by one, in order, until standard input ends. Standard output carries answers
 * and nothing else: what libraries have to say goes to standard error.
 */
console.log = console.error;
console.info = console.error;

for await (const line of lines(process.stdin)) send(await answer(line));

async function answer(line: string): Promise<Answer> {
  let id: number | null = null;
  try {
    const value: unknown = JSON.parse(line);
    if (isFields(value) && typeof value["id"] === "number") id = value["id"];
    const request = parseRequest(value);
    switch (request.verb) {
      case "chart": {
        const { drawChart } = await import("./chart.js"); // loaded when wanted
        return { id: request.id, svg: drawChart(request) };
      }
      case "pdf": {
        const { setPdf } = await import("./pdf.js");
        return { id: request.id, pdf: setPdf(request) };
      }
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { id, error: { message, details: error instanceof Refusal ? error.details : [] } };
  }
}

async function* lines(input: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let begun: Buffer[] = [];
  for await (const chunk of input) {
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      begun.push(chunk.subarray(from, end));
      yield Buffer.concat(begun).toString("utf8");
      begun = [];
      from = end + 1;
    }
    begun.push(chunk.subarray(from));
  }
}

function send(answer: Answer): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
