// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "report/sample_test.hpp"

namespace redthread::report {
namespace {

std::vector<Activity> activities() {
  return {{"a1",
           {"Produktions- och kapacitetsplanering i öppenvård", {}},
           "",
           "RF24-1",
           "access",
           "Tillgänglighet",
           "2023–2025",
           "as_planned",
           {}},
          {"a1b",
           {"Gemensam väntelista för ortopedi", {}},
           "a1",
           "RF24-1",
           "access",
           "Tillgänglighet",
           "2024",
           "delayed",
           {}},
          {"a2",
           {"Avtal om inhyrd personal sägs upp", {}},
           "",
           "HSN24-7",
           "staff",
           "Medarbetare",
           "2024",
           "done",
           {}},
          {"a3", {"Schemaläggning i helgtjänst", {}}, "", "", "staff", "Medarbetare", "", "", {}}};
}

Comment sample_comment() {
  return {
      "economy",
      "Controller, ekonomienheten",
      "2024-05-08",
      "Resultatet är {figure economy.result ytd}, vilket är {word economy.result "
      "ytd_budget_deviation "
      "up=\"bättre\" down=\"sämre\"} än budget.\n\nOrsaker:\n\n- inhyrd personal\n- *läkemedel*",
      {}};
}

Measure measure(const char* key, const char* name, const char* unit, const MeasureUnits& units,
                int fact, const char* definition) {
  Measure made;
  made.key = key;
  made.name = {name, {}};
  made.fact = fact;
  made.unit = *units.find(unit);
  made.definition = {definition, {}};
  return made;
}

Catalog made_catalog() {
  Catalog catalog;
  catalog.region.key = "exempel";
  catalog.region.name = {"Region Exempel", {}};
  catalog.region.root_unit = "HSF";
  catalog.sha256 = std::string(64, 'c');
  UnitValidity unit;
  unit.code = "HSF";
  unit.name = "Hälso- och sjukvårdsförvaltningen";
  unit.valid_from = *Date::parse("2020-01-01");
  UnitValidity primary = unit;
  primary.code = "PV";
  primary.name = "Primärvården";
  primary.parent = "HSF";
  catalog.organisation = Organisation({unit, primary});
  Fact ledger;
  ledger.key = "ledger";
  ledger.source = {"Ekonomisystemet", {}};
  catalog.facts = {ledger};
  const MeasureUnits& units = catalog.measure_units;
  catalog.measures = {
      measure("economy.grant", "Regionersättning", "mnkr", units, 0, ""),
      measure("economy.fees", "Patientavgifter och övriga intäkter", "mnkr", units, 0,
              "Avgifter från patienter, sålda tjänster och bidrag."),
      measure("economy.income", "Summa intäkter", "mnkr", units, -1, ""),
      measure("economy.staff", "Personalkostnader", "mnkr", units, 0,
              "Löner, arvoden, avgifter och inhyrd personal."),
      measure("economy.cost", "Summa kostnader", "mnkr", units, -1, ""),
      measure("economy.result", "Resultat", "mnkr", units, -1,
              "Intäkter och kostnader efter finansnetto."),
      measure("production.physician", "Läkarbesök", "st", units, 0,
              "Besök hos läkare, även på distans."),
      measure("production.episodes", "Vårdtillfällen", "st", units, 0, ""),
  };
  Indicator first_visit;
  first_visit.key = "access.first_visit_90";
  first_visit.name = {"Första besök inom 90 dagar", {}};
  first_visit.unit = *units.find("%");
  first_visit.goal = "access";
  first_visit.definition = {"Andel av de väntande som vid månadens slut har väntat högst 90 dagar.",
                            {}};
  first_visit.source = "SKR, Väntetider i vården";
  Indicator sick = first_visit;
  sick.key = "staff.sick";
  sick.name = {"Sjukfrånvaro", {}};
  sick.goal = "staff";
  catalog.indicators = {first_visit, sick};
  Statement statement;
  statement.key = "economy.result";
  for (const char* column : {"ytd", "ytd_budget", "ytd_budget_deviation"}) {
    statement.columns.push_back(*standard_column(column));
  }
  for (const char* row : {"income", "cost", "result"}) {
    StatementRow made;
    made.key = row;
    made.value = Expression{};
    statement.rows.push_back(made);
  }
  Statement own = statement;
  own.key = "production.own";
  catalog.statements = {statement, own};
  catalog.plan.goals = {{"health", {"Hälsa", {}}, "", "council", {}},
                        {"access", {"Tillgänglighet", {}}, "health", "board", {}},
                        {"empty", {"Tomt", {}}, "", "board", {}}};
  catalog.plan.activities = activities();
  catalog.plan.comments = {sample_comment()};
  catalog.index_names();
  return catalog;
}

}  // namespace

const Catalog& sample_catalog() {
  static const Catalog catalog = made_catalog();
  return catalog;
}

}  // namespace redthread::report
