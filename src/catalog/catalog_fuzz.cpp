// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <unistd.h>

#include "base/error.hpp"
#include "catalog/load.hpp"

/// No bytes in any of a region's files crash the loader. The first byte says which file they are.
namespace {

namespace fs = std::filesystem;

constexpr const char* files[] = {"region.toml",
                                 "organisation.csv",
                                 "catalog/breakdowns.toml",
                                 "catalog/facts.toml",
                                 "catalog/measures.toml",
                                 "catalog/indicators.toml",
                                 "catalog/statements/s.toml",
                                 "catalog/statements/s.csv",
                                 "plan/goals.csv",
                                 "plan/activities.csv",
                                 "catalog/maps/m.csv"};
constexpr const char* good[] = {
    "key = \"r\"\nname = \"R\"\n",
    "code,name,parent,kind,valid_from,valid_to,successor,share\nHSF,H,,a,2022-01-01,,,\n",
    "[sex]\nname = \"K\"\ncategories.women = \"W\"\n",
    "[annex]\nname = \"B\"\nbreakdowns = [\"sex\"]\n"
    "[rows]\nname = \"R\"\ngrain = \"event\"\ndate = \"d\"\nunit = \"u\"\n"
    "columns.d = {type = \"date\"}\ncolumns.u = {type = \"unit\"}\ncolumns.t = {type = \"text\"}\n"
    "columns.s = {type = \"category\", breakdown = \"sex\", map = \"m\", from = \"t\", on = "
    "\"d\"}\n"
    "columns.n = {type = \"integer\", formula = \"days(d, 2024-01-01)\"}\n"
    "rules.r = {check = \"n > 1\", name = \"R\"}\n",
    "[\"a.b\"]\nname = \"A\"\nfact = \"annex\"\nunit = \"st\"\nby = [\"sex\"]\n"
    "[c]\nname = \"C\"\nformula = \"a.b / 2\"\n"
    "[d]\nname = \"D\"\nfact = \"rows\"\naggregate = \"sum(n)\"\nwhere = \"s = 'women'\"\nby = "
    "[\"sex\"]\n"
    "planned_in = \"annex\"\n",
    "[i]\nname = \"I\"\nformula = \"a.b / c\"\ntarget = {2024 = \">= 95 %\"}\n",
    "title = \"S\"\ncolumns = [\"ytd\"]\n",
    "key,label,value,parent,style,unit,expand,note\na,,a.b,,,,sex,\n",
    "key,name,parent,level\ng,G,,council\n",
    "key,name,parent,assignment,section,section_name,time_frame,status\na,A,,,,,,done\n",
    "t,value,valid_from,valid_to\n40..49,women,2024-01-01,\n"};

void write(const fs::path& file, std::string_view text) {
  std::ofstream(file, std::ios::binary)
      .write(text.data(), static_cast<std::streamsize>(text.size()));
}

fs::path make_folder() {
  const fs::path folder = fs::temp_directory_path() / ("catalog_fuzz_" + std::to_string(getpid()));
  for (const char* part : {"catalog/statements", "catalog/maps", "plan"})
    fs::create_directories(folder / part);
  for (std::size_t i = 0; i < std::size(files); ++i) write(folder / files[i], good[i]);
  return folder;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fs::path folder = make_folder();
  if (size == 0) return 0;
  const std::size_t chosen = data[0] % std::size(files);
  write(folder / files[chosen], {reinterpret_cast<const char*>(data) + 1, size - 1});
  redthread::Diagnostics diagnostics;
  const auto catalog = redthread::catalog::load_catalog(folder.string(), diagnostics);
  REDTHREAD_ASSERT(catalog.has_value() == !diagnostics.has_errors(), "a catalog or errors");
  to_text(diagnostics);
  write(folder / files[chosen], good[chosen]);
  return 0;
}
