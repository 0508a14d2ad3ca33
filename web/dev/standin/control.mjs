// SPDX-License-Identifier: Apache-2.0
// Internal control as the server answers it, put together from the plan's objects.

export async function internalControl(region, q) {
  const list = async (kind) => (await region.run("plan list", [kind])).objects;
  const [risks, assessments, steps, levels, cells, mitigations, controls, occurrences, scales] = await Promise.all(
    ["risk", "risk_assessment", "scale_step", "scale_level", "scale_cell", "mitigation", "control", "occurrence", "scale"].map(list),
  );
  const year = Number(q.period.slice(0, 4));
  const of = (objects, scale) => objects.filter((one) => one.fields.scale === scale);
  const ranked = (scale) => of(levels, scale).sort((a, b) => Number(a.fields.rank) - Number(b.fields.rank));
  const levelIndex = (scale, key) => ranked(scale).findIndex((one) => one.key === key);
  const axis = (scale, name) => of(steps, scale).filter((one) => one.fields.axis === name).map((one) => ({ value: Number(one.fields.step), word: one.fields.name, description: one.fields.description ?? "" })).sort((a, b) => a.value - b.value);
  return {
    year,
    groups: [],
    scales: scales.map((scale) => ({
      key: scale.key, name: scale.fields.name, likelihood_name: scale.fields.likelihood_name ?? "", consequence_name: scale.fields.consequence_name ?? "",
      likelihood: axis(scale.key, "likelihood"), consequence: axis(scale.key, "consequence"),
      levels: ranked(scale.key).map((one) => ({ name: one.fields.name, symbol: one.fields.symbol, rank: Number(one.fields.rank), obligation: one.fields.obligation ?? "" })),
      cells: of(cells, scale.key).map((one) => ({ likelihood: Number(one.fields.likelihood), consequence: Number(one.fields.consequence), level: levelIndex(scale.key, one.fields.level) })),
    })),
    risks: risks.map((risk) => {
      const judged = assessments.filter((one) => one.fields.risk === risk.key).at(-1)?.fields;
      const number = (text) => (text ? Number(text) : null);
      return {
        key: risk.key, name: risk.fields.name, owner: risk.fields.owner ?? "", response: risk.fields.response ?? "", mandatory: risk.fields.mandatory === "yes", scale: judged?.scale ?? null,
        likelihood: number(judged?.likelihood), consequence: number(judged?.consequence), value: judged?.value ?? null, level: judged?.level ? levelIndex(judged.scale, judged.level) : null,
      };
    }),
    controls: controls.map((control) => ({
      key: control.key, name: control.fields.name, unit: control.fields.unit ?? "", performer: control.fields.performer ?? "", frequency: control.fields.frequency ?? "", risks: (control.fields.risks ?? "").split(";"),
      months: Array.from({ length: 12 }, (_, index) => {
        const found = occurrences.find((one) => one.fields.control === control.key && one.fields.due.startsWith(`${year}-${String(index + 1).padStart(2, "0")}`));
        return found ? found.fields.result || "planned" : "none";
      }),
    })),
    mitigations: mitigations.map((one) => ({ key: one.key, name: one.fields.name, owner: one.fields.owner ?? "", risks: (one.fields.risks ?? "").split(";"), starts: one.fields.starts ?? null, ends: one.fields.ends ?? null, status: one.fields.status ?? "", effect: one.fields.effect ?? "" })),
  };
}
