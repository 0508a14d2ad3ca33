// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "app/plan.hpp"

namespace redthread::app {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const plan::Fields& fields) {
  Json json = Json::object();
  for (const auto& [name, value] : fields) json[name] = value;
  return json;
}

Json json_of(const plan::Object& object) {
  return {{"kind", object.key.kind},
          {"key", object.key.id},
          {"version", object.version},
          {"fields", json_of(object.fields)}};
}

Json json_of(const std::optional<std::string>& body) {
  const auto fields = body ? plan::fields_from_json(*body) : std::nullopt;
  return fields ? json_of(*fields) : Json(nullptr);
}

}  // namespace

std::string to_json(const plan::Object& object) { return json_of(object).dump(); }

std::string to_json(const std::vector<const plan::Object*>& objects) {
  Json list = Json::array();
  for (const plan::Object* object : objects) list.push_back(json_of(*object));
  return Json({{"objects", std::move(list)}}).dump();
}

std::string to_json(const plan::Committed& committed) {
  return Json({{"added", committed.added},
               {"changed", committed.changed},
               {"removed", committed.removed},
               {"unchanged", committed.unchanged},
               {"head", committed.head.to_string()}})
      .dump();
}

std::string to_json(const std::vector<plan::Entry>& entries) {
  Json list = Json::array();
  for (const plan::Entry& entry : entries) {
    list.push_back({{"sequence", entry.sequence},
                    {"at", entry.made_at},
                    {"who", entry.who},
                    {"kind", entry.object.kind},
                    {"key", entry.object.id},
                    {"version", entry.version},
                    {"before", json_of(entry.before)},
                    {"after", json_of(entry.after)},
                    {"reason", entry.reason},
                    {"hash", entry.hash}});
  }
  return Json({{"entries", std::move(list)}}).dump();
}

std::string to_json(const plan::Verification& verification) {
  Json found = Json::array();
  for (const plan::Tampering& each : verification.found) {
    found.push_back({{"entry", each.sequence}, {"what", each.what}});
  }
  return Json({{"entries", verification.entries},
               {"objects", verification.objects},
               {"head", verification.head.to_string()},
               {"holds", verification.found.empty()},
               {"found", std::move(found)}})
      .dump();
}

std::string to_json(const plan::Findings& findings) {
  Json list = Json::array();
  for (const plan::Finding& each : findings) {
    list.push_back({{"kind", each.object.kind},
                    {"key", each.object.id},
                    {"code", each.code},
                    {"message", each.message},
                    {"hint", each.hint}});
  }
  return Json({{"findings", std::move(list)}}).dump();
}

}  // namespace redthread::app
