// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "report/gate.hpp"
#include "report/printed_number.hpp"

namespace redthread::report {
namespace {

using Json = nlohmann::json;

void collect(const Json& json, Language language, FigureCounts& counts) {
  if (json.is_object() && json.contains("figure") && json.contains("text")) {
    const std::string text = json["text"].is_string() ? json["text"].get<std::string>() : "";
    if (!json.contains("number") || !json["number"].is_string()) {
      ++counts[text];
      return;
    }
    const auto number = json["number"].get<std::string>();
    const auto printed = read_printed_number(text, language);
    const bool same = printed && printed->to_string() == number;
    ++counts[same ? number : text + " (not " + number + ")"];
    return;
  }
  if (json.is_structured()) {
    for (const auto& each : json) collect(each, language, counts);
  }
}

}  // namespace

FigureCounts figures_in_json(std::string_view json) {
  const Json parsed = Json::parse(json, nullptr, false);
  if (parsed.is_discarded() || !parsed.is_object() || !parsed.contains("blocks")) {
    return {{"not a snapshot", 1}};
  }
  const Json about = parsed.value("document", Json::object());
  const bool english = about.is_object() && about.value("language", "sv") == "en";
  FigureCounts counts;
  collect(parsed["blocks"], english ? Language::english : Language::swedish, counts);
  return counts;
}

}  // namespace redthread::report
