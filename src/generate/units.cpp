// SPDX-License-Identifier: Apache-2.0
#include "generate/units.hpp"

#include <algorithm>

namespace redthread::generate {
namespace {

constexpr auto none = Care::none;
constexpr auto som = Care::somatic;
constexpr auto psy = Care::psychiatric;
constexpr auto opv = Care::other_primary;
constexpr auto pv = Care::primary;
constexpr auto own = Provider::own;
constexpr auto vc = Provider::centre;
constexpr auto priv = Provider::contracted;

/// code, name, parent, kind, care, provider, parts of visits, beds, operations, staff; specialty.
const std::vector<Unit>& seeds() {
  static const std::vector<Unit> units = {
      {"HSF", "Hälso- och sjukvårdsförvaltningen", "", "administration"},
      {"AKUT", "Akutsjukvård", "HSF", "area"},
      {"AKM", "Akutmottagningen", "AKUT", "clinic", som, own, 175, 0, 0, 55},
      {"KIR", "Kirurgkliniken", "AKUT", "clinic", som, own, 80, 0, 230, 45, "surgery"},
      {"KIR1", "Kirurgavdelning 1", "KIR", "ward", som, own, 0, 75, 0, 22},
      {"KIR2", "Kirurgavdelning 2", "KIR", "ward", som, own, 0, 70, 0, 21},
      {"URO", "Urologkliniken", "AKUT", "clinic", som, own, 35, 0, 90, 16, "urology"},
      {"ORT", "Ortopedkliniken", "AKUT", "clinic", som, own, 85, 0, 190, 38, "orthopaedics"},
      {"ORT1", "Ortopedavdelning 1", "ORT", "ward", som, own, 0, 62, 0, 20},
      {"ORT2", "Ortopedavdelning 2", "ORT", "ward", som, own, 0, 58, 0, 19},
      {"KVK", "Kvinnokliniken", "AKUT", "clinic", som, own, 70, 0, 130, 34, "gynaecology"},
      {"BB1", "Förlossning och BB", "KVK", "ward", som, own, 0, 52, 0, 28},
      {"OGON", "Ögonkliniken", "AKUT", "clinic", som, own, 85, 0, 170, 20, "ophthalmology"},
      {"ONH", "Öron-, näs- och halskliniken", "AKUT", "clinic", som, own, 55, 0, 110, 17, "ent"},
      {"HUD", "Hudkliniken", "AKUT", "clinic", som, own, 45, 0, 45, 10, "dermatology"},
      {"OPI", "Operations- och intensivvårdskliniken", "AKUT", "clinic", none, own, 0, 0, 0, 70},
      {"IVA1", "Intensivvårdsavdelningen", "OPI", "ward", som, own, 0, 18, 0, 30},
      {"NARA", "Nära vård", "HSF", "area"},
      {"MED", "Medicinkliniken", "NARA", "clinic", som, own, 120, 0, 35, 50, "medicine"},
      {"MED1", "Medicinavdelning 1", "MED", "ward", som, own, 0, 78, 0, 23},
      {"MED2", "Medicinavdelning 2", "MED", "ward", som, own, 0, 74, 0, 22},
      {"MED3", "Medicinavdelning 3", "MED", "ward", som, own, 0, 70, 0, 21},
      {"HJA", "Hjärtkliniken", "NARA", "clinic", som, own, 50, 0, 0, 24, "cardiology"},
      {"HJA1", "Hjärtavdelningen", "HJA", "ward", som, own, 0, 66, 0, 22},
      {"GER", "Geriatriska kliniken", "NARA", "clinic", som, own, 18, 0, 0, 20},
      {"GER1", "Geriatrisk avdelning", "GER", "ward", som, own, 0, 80, 0, 25},
      {"INF", "Infektionskliniken", "NARA", "clinic", som, own, 25, 0, 0, 12},
      {"INF1", "Infektionsavdelningen", "INF", "ward", som, own, 0, 54, 0, 18},
      {"NEU", "Neurologkliniken", "NARA", "clinic", som, own, 35, 0, 0, 16, "neurology"},
      {"NEU1", "Neurologavdelningen", "NEU", "ward", som, own, 0, 48, 0, 17},
      {"BAR", "Barn- och ungdomskliniken", "NARA", "clinic", som, own, 62, 0, 0, 30, "paediatrics"},
      {"BAR1", "Barnavdelningen", "BAR", "ward", som, own, 0, 40, 0, 20},
      {"ONK", "Onkologkliniken", "NARA", "clinic", som, own, 60, 0, 0, 20},
      {"ONK1", "Onkologavdelningen", "ONK", "ward", som, own, 0, 35, 0, 14},
      {"PSY", "Vuxenpsykiatrin", "NARA", "clinic", psy, own, 700, 0, 0, 75, "psychiatry"},
      {"PSY1", "Psykiatrisk avdelning 1", "PSY", "ward", psy, own, 0, 30, 0, 20},
      {"PSY2", "Psykiatrisk avdelning 2", "PSY", "ward", psy, own, 0, 30, 0, 20},
      {"BUP", "Barn- och ungdomspsykiatrin", "NARA", "clinic", psy, own, 270, 0, 0, 34,
       "child_psychiatry"},
      {"BUP1", "Barn- och ungdomspsykiatrisk avdelning", "BUP", "ward", psy, own, 0, 7, 0, 8},
      {"RPK", "Rättspsykiatriska kliniken", "NARA", "clinic", psy, own, 30, 0, 0, 12},
      {"RPK1", "Rättspsykiatrisk avdelning 1", "RPK", "ward", psy, own, 0, 28, 0, 18},
      {"RPK2", "Rättspsykiatrisk avdelning 2", "RPK", "ward", psy, own, 0, 28, 0, 18},
      {"NVT", "Närvårdsteamen", "NARA", "clinic", opv, own, 550, 0, 0, 22},
      {"MHV", "Mödrahälsovården", "NARA", "clinic", opv, own, 450, 0, 0, 14},
      {"DIAG", "Medicinsk diagnostik", "HSF", "area"},
      {"RAD", "Röntgenkliniken", "DIAG", "clinic", none, own, 0, 0, 0, 44},
      {"LAB", "Laboratoriemedicin", "DIAG", "clinic", none, own, 0, 0, 0, 50},
      {"FYS", "Fysiologkliniken", "DIAG", "clinic", none, own, 0, 0, 0, 12},
      {"HMC", "Hjälpmedelscentrum", "DIAG", "result_unit", none, own, 0, 0, 0, 16},
      {"STAB", "Medicinsk stab", "HSF", "area"},
      {"MSTAB", "Medicinska staben", "STAB", "result_unit", none, own, 0, 0, 0, 18},
      {"LAKM", "Läkemedel", "STAB", "result_unit", none, own, 0, 0, 0, 8},
      {"PLAN", "Planerings- och utvecklingsstab", "HSF", "area"},
      {"PSTAB", "Planeringsstaben", "PLAN", "result_unit", none, own, 0, 0, 0, 14},
      {"LEDN", "Förvaltningsledning", "HSF", "area"},
      {"LEDV", "Ledningskontoret", "LEDN", "result_unit", none, own, 0, 0, 0, 14},
      {"RES", "Resursenheten", "LEDN", "result_unit", none, own, 0, 0, 0, 12},
      {"VARD", "Vårduppdrag", "HSF", "area"},
      {"VCN", "Vårdcentraler norr", "VARD", "area"},
      {"VC01", "Vårdcentral Almby", "VCN", "primary_care_centre", pv, vc, 70},
      {"VC02", "Vårdcentral Björkåsen", "VCN", "primary_care_centre", pv, vc, 55},
      {"VC03", "Vårdcentral Centrum", "VCN", "primary_care_centre", pv, vc, 90},
      {"VC04", "Vårdcentral Dalbyn", "VCN", "primary_care_centre", pv, vc, 45},
      {"VC05", "Vårdcentral Ekeby", "VCN", "primary_care_centre", pv, vc, 85},
      {"VC06", "Vårdcentral Fagerliden", "VCN", "primary_care_centre", pv, vc, 60},
      {"VC07", "Vårdcentral Gärdet", "VCN", "primary_care_centre", pv, vc, 65},
      {"VC08", "Vårdcentral Hedensbyn", "VCN", "primary_care_centre", pv, vc, 40},
      {"VCS", "Vårdcentraler söder", "VARD", "area"},
      {"VC09", "Vårdcentral Kastanjen", "VCS", "primary_care_centre", pv, vc, 75},
      {"VC10", "Vårdcentral Lillåker", "VCS", "primary_care_centre", pv, vc, 50},
      {"VC11", "Vårdcentral Mälarstrand", "VCS", "primary_care_centre", pv, vc, 80},
      {"VC12", "Vårdcentral Norrtull", "VCS", "primary_care_centre", pv, vc, 55},
      {"VC13", "Vårdcentral Oxelgränd", "VCS", "primary_care_centre", pv, vc, 45},
      {"VC14", "Vårdcentral Parken", "VCS", "primary_care_centre", pv, vc, 70},
      {"VC15", "Vårdcentral Rönnby", "VCS", "primary_care_centre", pv, vc, 60},
      {"VC16", "Vårdcentral Strömsvik", "VCS", "primary_care_centre", pv, vc, 55},
      {"PRIV", "Privata vårdgivare", "VARD", "area"},
      {"PRIVS", "Privat specialistvård", "PRIV", "provider", som, priv, 100},
      {"PRIVP", "Privat psykiatri", "PRIV", "provider", psy, priv, 100},
      {"PRIVR", "Privat rehabilitering", "PRIV", "provider", pv, priv, 100},
  };
  return units;
}

Unit* find(std::vector<Unit>& units, const std::string& code) {
  const auto found =
      std::find_if(units.begin(), units.end(), [&](const Unit& unit) { return unit.code == code; });
  return found == units.end() ? nullptr : &*found;
}

}  // namespace

Units::Units(Month first, Month last, std::optional<Month> reorganised)
    : first_(first), last_(last), units_(seeds()) {
  for (Unit& unit : units_) {
    unit.from = first;
    unit.to = last;
  }
  if (reorganised) reorganise(*reorganised);
}

void Units::reorganise(Month from) {
  const auto end = [&](const std::string& code) {
    Unit* unit = find(units_, code);
    unit->to = from.plus(-1);
    Unit next = *unit;
    next.from = from;
    next.to = last_;
    return next;
  };
  Unit merged = end("OGON");
  const Unit other = end("ONH");
  merged.code = "OGOH";
  merged.name = "Ögon- och öronkliniken";
  merged.visits += other.visits;
  merged.operations += other.operations;
  merged.staff += other.staff;
  merged.specialty += " " + other.specialty;
  successors_.push_back({"OGON", merged.code, ""});
  successors_.push_back({"ONH", merged.code, ""});

  Unit larger = end("VC05");
  Unit smaller = larger;
  larger.code = "VC17";
  larger.name = "Vårdcentral Ekeby östra";
  smaller.code = "VC18";
  smaller.name = "Vårdcentral Ekeby västra";
  smaller.visits = larger.visits * 4 / 10;
  larger.visits -= smaller.visits;
  successors_.push_back({"VC05", larger.code, "0.6"});
  successors_.push_back({"VC05", smaller.code, "0.4"});

  Unit moved = end("HUD");
  moved.parent = "NARA";
  Unit renamed = end("GER");
  renamed.name = "Kliniken för geriatrik och rehabilitering";
  for (const Unit& unit : {merged, larger, smaller, moved, renamed}) units_.push_back(unit);
}

std::vector<const Unit*> Units::in(Month month) const {
  std::vector<const Unit*> valid;
  for (const Unit& unit : units_) {
    if (unit.valid_in(month)) valid.push_back(&unit);
  }
  return valid;
}

std::string Units::area(const Unit& unit, Month month) const {
  const Unit* at = &unit;
  while (at->kind != "area" && !at->parent.empty()) {
    const auto up = std::find_if(units_.begin(), units_.end(), [&](const Unit& each) {
      return each.code == at->parent && each.valid_in(month);
    });
    at = &*up;
  }
  return at->code;
}

std::string Units::closed_before(Month month) const {
  for (const Unit& unit : units_) {
    if (unit.code == "ONH" && unit.to < month) return unit.code;
  }
  return {};
}

std::string Units::organisation_csv() const {
  std::string text = "code,name,parent,kind,valid_from,valid_to,successor,share\n";
  for (const Unit& unit : units_) {
    const std::string name =
        unit.name.find(',') == std::string::npos ? unit.name : '"' + unit.name + '"';
    const std::string row = unit.code + ',' + name + ',' + unit.parent + ',' + unit.kind + ',' +
                            unit.from.first_day().to_string() + ',' +
                            (unit.to < last_ ? unit.to.last_day().to_string() : "");
    bool carried_on = false;
    for (const Successor& each : successors_) {
      if (each.code != unit.code) continue;
      text += row + ',' + each.successor + ',' + each.share + '\n';
      carried_on = true;
    }
    if (!carried_on) text += row + ",,\n";
  }
  return text;
}

}  // namespace redthread::generate
