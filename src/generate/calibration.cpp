// SPDX-License-Identifier: Apache-2.0
#include "generate/calibration.hpp"

#include "base/decimal.hpp"
#include "generate/published.hpp"

namespace redthread::generate {
namespace {

using Keys = std::vector<std::string>;
using Targets = std::vector<CalibrationTarget>;

const Period t1 = Period::tertial(published_year, 1);
const Period q1 = Period::quarter(published_year, 1);  // what lags a month
const Period april = Period::month(Month(published_year, 4));
const Period year = Period::year(published_year);

/// January to April, and the year's forecast when there is one.
void add(Targets& all, std::string_view key, std::string_view name, const Keys& counted,
         std::int64_t first, std::int64_t forecast = 0, int decimals = 0, std::int64_t unit = 1) {
  all.push_back({key, name, t1, counted, {}, first, decimals, unit});
  if (forecast != 0) all.push_back({key, name, year, counted, {}, forecast, decimals, unit});
}

void add_ratio(Targets& all, std::string_view key, std::string_view name, Period period,
               const Keys& counted, const Keys& per, std::int64_t wanted, int decimals,
               std::int64_t factor) {
  all.push_back({key, name, period, counted, per, wanted, decimals, 1, factor});
}

Keys branches(const std::string& stream) {
  return {stream + ".somatic", stream + ".psychiatric", stream + ".other_primary"};
}

void add_production(Targets& all) {
  add(all, "visits.physician", "Läkarbesök, egen regi", branches("physician.visit"), 108293,
      301743);
  add(all, "visits.physician_remote", "Läkarbesök på distans", branches("physician.remote"), 18896,
      49062);
  add(all, "visits.other", "Besök, övriga yrkesgrupper", branches("other.visit"), 131416, 372065);
  add(all, "visits.other_remote", "Besök på distans, övriga yrkesgrupper", branches("other.remote"),
      24412, 70080);
  add(all, "day_care", "Dagmedicin och övrig dagsjukvård", {"other.day_care.somatic"}, 17732,
      51701);
  add(all, "primary.physician", "Läkarbesök, vårdcentraler", {"physician.visit.centre"}, 101123);
  add(all, "primary.physician_remote", "Läkarbesök på distans, vårdcentraler",
      {"physician.remote.centre"}, 26616);
  add(all, "primary.other", "Besök, övriga yrkesgrupper, vårdcentraler", {"other.visit.centre"},
      213465);
  add(all, "primary.other_remote", "Besök på distans, övriga yrkesgrupper, vårdcentraler",
      {"other.remote.centre"}, 22420);
  add(all, "primary.vaccinations", "Vaccinationer, vårdcentraler", {"other.vaccination.centre"},
      25628);
  add(all, "private.physician", "Läkarbesök, privata vårdgivare",
      {"physician.visit.private_somatic", "physician.visit.private_psychiatric"}, 7454, 27700);
  add(all, "private.other", "Besök, övriga yrkesgrupper, privata vårdgivare",
      {"other.visit.private_somatic", "other.visit.private_psychiatric",
       "other.visit.private_primary"},
      24824, 99200);
  add(all, "episodes.somatic", "Vårdtillfällen, somatik", {"episodes.somatic"}, 11678, 34912);
  add(all, "care_days.somatic", "Vårddagar, somatik (utskrivna)", {"episode_days.somatic"}, 59567,
      174834);
  add(all, "care_days.psychiatric", "Vårddagar, psykiatri (belagda)", {"occupied.psychiatric"},
      13268, 39774);
  add(all, "operations", "Operationer",
      {"operations.inpatient", "operations.day_surgery", "operations.clinic", "operations.other"},
      9053, 24941);
  add(all, "operating_time", "Knivtid, timmar", {"operating_minutes"}, 5396, 0, 0, 60);
  all.push_back(
      {"drg.outpatient", "DRG-poäng, öppenvård", q1, {"drg.outpatient"}, {}, 9537, 0, 10'000});
  all.push_back(
      {"drg.inpatient", "DRG-poäng, slutenvård", q1, {"drg.inpatient"}, {}, 8640, 0, 10'000});
  add_ratio(all, "occupancy", "Beläggning kl. 06, %", t1,
            {"occupied.somatic", "occupied.psychiatric"}, {"beds"}, 94, 0, 100);
  add_ratio(all, "outlying", "Utlokaliserade per 100 disponibla vårdplatser", t1, {"outlying"},
            {"beds"}, 12, 1, 100);
  add_ratio(all, "readmissions", "Återinskrivna inom 30 dagar, 65 år och äldre, %", t1,
            {"readmissions.65"}, {"discharges.65"}, 133, 1, 100);
}

void add_access(Targets& all) {
  const auto share = [&](std::string_view key, std::string_view name, const std::string& group,
                         Period period, std::int64_t wanted) {
    add_ratio(all, key, name, period, {"waiting." + group + ".none.within"},
              {"waiting." + group + ".none"}, wanted, 1, 100);
  };
  share("waiting.visit", "Specialistvård, första besök inom 90 dagar, %", "visit", t1, 787);
  share("waiting.visit.april", "Specialistvård, första besök inom 90 dagar, april, %", "visit",
        april, 815);
  share("waiting.treatment", "Specialistvård, åtgärd inom 90 dagar, %", "treatment", t1, 731);
  share("waiting.bup.visit", "BUP, besök, %", "bup.visit", t1, 202);
  share("waiting.bup.assessment", "BUP, utredning, %", "bup.assessment", t1, 135);
  share("waiting.bup.treatment", "BUP, behandling, %", "bup.treatment", t1, 314);
  add_ratio(all, "primary.assessment", "Medicinsk bedömning i primärvården inom tre dagar, %", t1,
            {"primary.assessments.within"}, {"primary.assessments"}, 813, 1, 100);
  add_ratio(all, "primary.phone", "Primärvård, telefon, %", t1, {"phone.centre.same_day"},
            {"phone.centre"}, 875, 1, 100);
  add_ratio(all, "wait_1177", "Medelväntetid 1177, sekunder", t1, {"phone.line_1177.seconds"},
            {"phone.line_1177"}, 695, 0, 1);
}

void add_personnel(Targets& all) {
  const auto hours = [&](std::string_view key, std::string_view name, const Keys& counted,
                         std::int64_t wanted) {
    all.push_back({key, name, q1, counted, {}, wanted, 0, 100});
  };
  const Keys own = {"hours.own.physician",   "hours.own.nurse",      "hours.own.assistant_nurse",
                    "hours.own.paramedical", "hours.own.management", "hours.own.other"};
  const Keys resource = {"hours.resource.nurse", "hours.resource.assistant_nurse",
                         "hours.resource.other"};
  const Keys hired = {"hours.hired.physician", "hours.hired.nurse", "hours.hired.paramedical",
                      "hours.hired.other"};
  hours("hours.own", "Arbetad tid, egen personal, timmar", own, 2160830);
  hours("hours.own.physician", "Arbetad tid, läkare, timmar", {"hours.own.physician"}, 283621);
  hours("hours.own.nurse", "Arbetad tid, sjuksköterskor, timmar", {"hours.own.nurse"}, 598549);
  hours("hours.overtime", "Övertid och mertid, timmar", {"hours.overtime"}, 41420);
  hours("hours.hourly", "Timavlönade, timmar", {"hours.hourly"}, 78921);
  hours("hours.on_call", "Arbetad tid under jour, timmar", {"hours.on_call"}, 38355);
  hours("hours.resource", "Resursenheten, timmar", resource, 23665);
  hours("hours.hired", "Externt inhyrd personal, timmar", hired, 70076);
  Keys worked = own;
  worked.insert(worked.end(), resource.begin(), resource.end());
  worked.insert(worked.end(), hired.begin(), hired.end());
  worked.insert(worked.end(), {"hours.adjust_leap_day", "-hours.on_call"});
  // 431.25 hours a quarter, in hundredths.
  all.push_back({"fte.worked", "Årsarbetare utifrån arbetad tid", q1, worked, {}, 5106, 0, 43'125});
  const auto sick = [&](std::string_view key, std::string_view name, const std::string& part,
                        std::int64_t wanted, bool own_time) {
    add_ratio(all, key, name, q1, {"hours.sick" + part},
              {own_time ? "hours.contracted" + part : "hours.contracted"}, wanted, 1, 100);
  };
  sick("sickness", "Sjukfrånvaro, %", "", 81, false);
  sick("sickness.1_14", "Sjukfrånvaro dag 1–14, %", ".days_1_14", 40, false);
  sick("sickness.15_90", "Sjukfrånvaro dag 15–90, %", ".days_15_90", 16, false);
  sick("sickness.91_365", "Sjukfrånvaro dag 91–365, %", ".days_91_365", 14, false);
  sick("sickness.366", "Sjukfrånvaro dag 366–, %", ".days_366", 11, false);
  sick("sickness.women", "Sjukfrånvaro, kvinnor, %", ".women", 88, true);
  sick("sickness.men", "Sjukfrånvaro, män, %", ".men", 49, true);
  sick("sickness.young", "Sjukfrånvaro, –29 år, %", ".age0", 76, true);
  sick("sickness.middle", "Sjukfrånvaro, 30–49 år, %", ".age1", 80, true);
  sick("sickness.old", "Sjukfrånvaro, 50– år, %", ".age2", 84, true);
}

void add_economy(Targets& all) {
  const auto money = [&](std::string_view key, std::string_view name, const Keys& groups,
                         std::int64_t first, std::int64_t forecast) {
    Keys counted;
    for (const std::string& group : groups) counted.push_back("ledger." + group);
    add(all, key, name, counted, first, forecast, 1, 100'000'000);
  };
  const Keys income = {"patient_fees", "care_compensation", "regional_grant", "services_sold",
                       "other_income"};
  const Keys costs = {"personnel",          "hired_staff",     "overtime",
                      "purchased_care",     "pharmaceuticals", "assistive_devices",
                      "materials_services", "premises",        "other_costs"};
  Keys result = income;
  result.insert(result.end(), costs.begin(), costs.end());
  money("economy.patient_fees", "Patientavgifter, mnkr", {"patient_fees"}, 476, 1401);
  money("economy.regional_grant", "Regionersättning, mnkr", {"regional_grant"}, 29748, 89776);
  money("economy.income", "Summa intäkter, mnkr", income, 32235, 97360);
  money("economy.personnel", "Personalkostnader, mnkr", {"personnel", "hired_staff", "overtime"},
        -17234, -49624);
  money("economy.hired", "Externt inhyrd personal, mnkr", {"hired_staff"}, -946, -2232);
  money("economy.overtime", "Övertid och mertid, mnkr", {"overtime"}, -294, -910);
  money("economy.purchased_care", "Köpt vård, mnkr", {"purchased_care"}, -3884, -11681);
  money("economy.pharmaceuticals", "Läkemedel, mnkr", {"pharmaceuticals"}, -4018, -12137);
  money("economy.assistive_devices", "Tekniska hjälpmedel, mnkr", {"assistive_devices"}, -369,
        -1112);
  money("economy.materials_services", "Material och tjänster, mnkr", {"materials_services"}, -6776,
        -20798);
  money("economy.premises", "Lokalkostnader, mnkr", {"premises"}, -1478, -4453);
  money("economy.other", "Övriga verksamhetskostnader, mnkr", {"other_costs"}, -3226, -9905);
  money("economy.costs", "Summa kostnader, mnkr", costs, -36985, -109710);
  money("economy.result", "Resultat, mnkr", result, -4750, -12350);
  add(all, "hired.cost", "Inhyrd personal enligt fakturor, mnkr", {"hired.cost"}, 946, 2232, 1,
      100'000'000);
  add(all, "investments", "Investeringar, mnkr", {"investments"}, 299, 1881, 1, 100'000'000);
}

Int128 total_of(const Tally& tally, const Keys& keys, Period period) {
  Int128 sum = 0;
  for (const std::string& key : keys) {
    const bool less = key[0] == '-';
    const std::int64_t each = tally.sum(less ? key.substr(1) : key, period);
    sum += less ? -each : each;
  }
  return sum;
}

Exact power_of_ten(int decimals) {
  Exact power = 1;
  for (int i = 0; i < decimals; ++i) power = power * Exact(10);
  return power;
}

}  // namespace

const std::vector<CalibrationTarget>& calibration_targets() {
  static const Targets all = [] {
    Targets targets;
    add_production(targets);
    add_access(targets);
    add_personnel(targets);
    add_economy(targets);
    return targets;
  }();
  return all;
}

std::vector<CalibrationRow> calibration(const Tally& tally, const Request& request) {
  std::vector<CalibrationRow> rows;
  const Period delivered(request.first_month(), request.until);
  for (const CalibrationTarget& target : calibration_targets()) {
    if (!delivered.contains(target.period)) continue;
    Exact wanted = Exact(target.wanted) / power_of_ten(target.decimals);
    Exact got = Exact::quotient(total_of(tally, target.counted, target.period), target.unit);
    if (target.per.empty()) {
      wanted = wanted * Exact::quotient(request.inhabitants, published_inhabitants);
    } else {
      const Int128 per = total_of(tally, target.per, target.period);
      got = per == 0 ? Exact(0) : got * Exact(target.per_factor) / Exact::quotient(per, 1);
    }
    const Exact off = (got - wanted) / wanted.abs();
    const Decimal millionths = (off * Exact(1'000'000)).rounded(0);
    rows.push_back({std::string(target.key), std::string(target.name), target.period,
                    wanted.rounded(target.decimals).to_string(),
                    got.rounded(target.decimals + 1).to_string(),
                    static_cast<std::int64_t>(millionths.coefficient())});
  }
  return rows;
}

}  // namespace redthread::generate
