// SPDX-License-Identifier: Apache-2.0
// Internal control as the web asks for it, put together from the plan's objects.

export async function internalControl(region, q) {
  const list = async (kind) => (await region.run("plan list", [kind])).objects;
  const [risks, assessments, steps, levels, cells, mitigations, controls, occurrences, scales] = await Promise.all(
    ["risk", "risk_assessment", "scale_step", "scale_level", "scale_cell", "mitigation", "control", "occurrence", "scale"].map(list),
  );
  const year = q.period.slice(0, 4);
  const scale = scales.at(-1);
  const words = (axis) => steps.filter((one) => one.fields.scale === scale?.key && one.fields.axis === axis).map((one) => ({ value: Number(one.fields.step), word: one.fields.name })).sort((a, b) => a.value - b.value);
  const level = (key) => {
    const found = levels.find((one) => one.key === key)?.fields;
    return found ? { level: key, word: found.name, symbol: found.symbol, colour: found.colour, rank: Number(found.rank) } : null;
  };
  const likelihoods = words("likelihood");
  const consequences = words("consequence");
  const cell = (likelihood, consequence) => level(cells.find((one) => one.fields.scale === scale.key && Number(one.fields.likelihood) === likelihood && Number(one.fields.consequence) === consequence)?.fields.level);
  const adopted = await region.run("plan adopted", ["--year", year]).catch(() => null);
  return {
    scale: scale && {
      id: scale.key, name: scale.fields.name, likelihood_name: scale.fields.likelihood_name, consequence_name: scale.fields.consequence_name, likelihoods, consequences,
      cells: likelihoods.map((one) => consequences.map((other) => cell(one.value, other.value))),
    },
    risks: risks.map((risk) => {
      const judged = assessments.filter((one) => one.fields.risk === risk.key).at(-1)?.fields;
      return {
        id: risk.key, name: risk.fields.name, unit: risk.fields.unit ?? "", owner: risk.fields.owner ?? "", mandatory: risk.fields.mandatory === "yes",
        likelihood: judged?.likelihood ? Number(judged.likelihood) : null, consequence: judged?.consequence ? Number(judged.consequence) : null, level: level(judged?.level)?.word ?? "",
        measures: mitigations.filter((one) => one.fields.risks?.split(";").includes(risk.key)).map((one) => ({ id: one.key, name: one.fields.name, status: one.fields.status ?? "" })),
      };
    }),
    controls: controls.map((control) => ({
      id: control.key, name: control.fields.name, risk: control.fields.risks ?? "", unit: control.fields.unit ?? "", frequency: control.fields.frequency ?? "", responsible: control.fields.performer ?? "",
      months: Array.from({ length: 12 }, (_, index) => {
        const month = `${year}-${String(index + 1).padStart(2, "0")}`;
        const found = occurrences.find((one) => one.fields.control === control.key && one.fields.due.startsWith(month));
        return { month, result: found ? found.fields.result || "due" : "none" };
      }),
    })),
    adoption: adopted?.adoption ? { decision: adopted.adoption.decision ?? "", day: adopted.adoption.date ?? "", who: adopted.adoption.who ?? "", text: "", holds: adopted.as_adopted } : null,
    assurance: adopted?.assurance ? { decision: adopted.assurance.decision ?? "", day: adopted.assurance.date ?? "", who: adopted.assurance.who ?? "", text: "", holds: adopted.as_assured } : null,
  };
}
