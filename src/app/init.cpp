// SPDX-License-Identifier: Apache-2.0
#include "app/init.hpp"

#include <filesystem>
#include <system_error>

#include "app/messages.hpp"
#include "base/error.hpp"
#include "base/files.hpp"

namespace redthread::app {
namespace {

namespace fs = std::filesystem;

struct StarterFile {
  const char* path;
  const char* text;
};

constexpr StarterFile starter[] = {
    {"region.toml", R"(# Vem vi är. Alla filer är beskrivna i docs/region-folder.md.
key      = "exempel"
name     = {sv = "Region Exempel", en = "Region Example"}
language = "sv"
unit     = "HSF"              # enheten som rapporter handlar om
hours_per_fte = 1725          # timmar per årsarbetare och år
goal_positive_share = 0.5     # ett mål är uppnått när minst hälften av dess indikatorer är gröna
)"},
    {"organisation.csv", R"(code,name,parent,kind,valid_from,valid_to,successor,share
HSF,Hälso- och sjukvårdsförvaltningen,,administration,2023-01-01,,,
SJH,Sjukhuset,HSF,area,2023-01-01,,,
VC,Vårdcentralerna,HSF,area,2023-01-01,,,
)"},
    {"catalog/facts.toml", R"(# Vad som levereras. Varje tabell här är en mapp under data/.
[reported]
name   = "Rapporterade värden"
grain  = "reported"           # färdiga värden: mått, enhet, period, scenario, värde
source = "Ekonomi- och vårdsystem, månadens uttag"
)"},
    {"catalog/measures.toml", R"(# Mått: rapporterade, eller räknade med en formel.
["visits.physician"]
name   = {sv = "Läkarbesök", en = "Physician visits"}
fact   = "reported"
unit   = "st"
better = "higher"

["cost.staff"]
name   = {sv = "Personalkostnader", en = "Staff costs"}
fact   = "reported"
unit   = "tkr"                # kostnader är negativa

["cost.other"]
name   = {sv = "Övriga kostnader", en = "Other costs"}
fact   = "reported"
unit   = "tkr"

["cost.total"]
name    = {sv = "Summa kostnader", en = "Total costs"}
formula = "cost.staff + cost.other"
unit    = "tkr"
better  = "higher"            # närmare noll är bättre

["waiting.within_90"]
name   = {sv = "Väntande inom 90 dagar", en = "Waiting within 90 days"}
fact   = "reported"
unit   = "st"
time   = "last"               # ett läge: periodens sista månad gäller

["waiting.all"]
name   = {sv = "Väntande", en = "Waiting"}
fact   = "reported"
unit   = "st"
time   = "last"
)"},
    {"catalog/indicators.toml", R"(["access.first_visit_90"]
name       = {sv = "Första besök inom 90 dagar", en = "First visit within 90 days"}
formula    = "waiting.within_90 / waiting.all"
show       = "percent 1"
better     = "higher"
period     = "month"
target     = {2024 = ">= 95 %"}
tolerance  = "5 pp"           # så långt under målet är gult
dead_band  = "0.5 pp"         # mindre förändringar är neutrala
goal       = "access"
definition = "Andel av de väntande vid månadens slut som har väntat högst 90 dagar."

["production.physician"]
name       = {sv = "Läkarbesök", en = "Physician visits"}
formula    = "visits.physician"
better     = "higher"
target     = {2024 = "change >= 1 %"}
goal       = "access"
definition = "Läkarbesök, jämfört med samma period föregående år."
)"},
    {"catalog/statements/overview.toml",
     R"(title     = {sv = "Produktion och kostnader", en = "Production and costs"}
row_title = "Mått"
columns   = ["ytd", "ytd_budget", "ytd_budget_deviation", "ytd_budget_deviation_pct", "ytd_previous", "ytd_previous_change_pct"]
)"},
    {"catalog/statements/overview.csv", R"(key,label,value,parent,style,unit,expand
visits,Läkarbesök,visits.physician,,,,units
staff,Personalkostnader,cost.staff,,,,
other,Övriga kostnader,cost.other,,,,
total,Summa kostnader,cost.total,,total,,
)"},
    {"plan/goals.csv", R"(key,name,parent,level
access,God tillgänglighet,,board
)"},
    {"plan/comments.csv", R"(key,author,date,text
costs,Controller,2024-05-10,"Kostnaderna avviker med {figure cost.total ytd_budget_deviation} från budget."
)"},
    {"data/reported/2023.csv", R"(measure,unit,period,scenario,value
visits.physician,SJH,2023-01..2023-04,actual,9120
visits.physician,VC,2023-01..2023-04,actual,14310
cost.staff,HSF,2023-01..2023-04,actual,-48200
cost.other,HSF,2023-01..2023-04,actual,-21950
waiting.within_90,HSF,2023-04,actual,1890
waiting.all,HSF,2023-04,actual,2310
)"},
    {"data/reported/2024.csv", R"(measure,unit,period,scenario,value,state,note
visits.physician,SJH,2024-01,actual,2210,,
visits.physician,SJH,2024-02,actual,2305,,
visits.physician,SJH,2024-03,actual,2384,,
visits.physician,SJH,2024-04,actual,2411,,
visits.physician,VC,2024-01,actual,3650,,
visits.physician,VC,2024-02,actual,3702,,
visits.physician,VC,2024-03,actual,3588,,
visits.physician,VC,2024-04,actual,3624,,
visits.physician,SJH,2024-01..2024-04,budget,9250,,
visits.physician,VC,2024-01..2024-04,budget,,missing,Budget är inte fastställd för vårdcentralerna
cost.staff,HSF,2024-01..2024-04,actual,-51240.5,,
cost.staff,HSF,2024-01..2024-04,budget,-49800,,
cost.other,HSF,2024-01..2024-04,actual,-22110.2,,
cost.other,HSF,2024-01..2024-04,budget,-22400,,
waiting.within_90,HSF,2024-04,actual,2104,,
waiting.all,HSF,2024-04,actual,2288,,
)"},
    {"reports/interim.md", R"(+++
title = "Delårsrapport"
subtitle = "Ett första exempel"
+++

# Sammanfattning

Läkarbesöken {word visits.physician ytd_previous_change up="ökade" down="minskade" same="var oförändrade"}
till {figure visits.physician} ({figure visits.physician ytd_previous_change_pct}).
Kostnaderna blev {figure cost.total ytd}.

::comment costs

# Mål

::scorecard goal=access

# Produktion och kostnader

::statement overview

# Leveranser

::deliveries
)"},
    {".gitignore", ".redthread/\nout/\n"},
};

bool has_content(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder, ignored) &&
         (!fs::is_directory(folder, ignored) || !fs::is_empty(folder, ignored));
}

}  // namespace

std::vector<std::string> init_region(const std::string& folder, Diagnostics& diagnostics) {
  if (has_content(folder)) {
    diagnostics.error(codes::folder_not_empty, {.file = folder}, "there is something here already",
                      "name a new folder");
    return {};
  }
  std::vector<std::string> written;
  for (const StarterFile& file : starter) {
    const fs::path path = fs::path(folder) / file.path;
    std::error_code problem;
    fs::create_directories(path.parent_path(), problem);
    if (problem) {
      throw Error("io.write", "cannot make the folder " + path.parent_path().string() + ": " +
                                  problem.message());
    }
    write_file_atomically(path.string(), file.text);
    written.emplace_back(file.path);
  }
  return written;
}

}  // namespace redthread::app
