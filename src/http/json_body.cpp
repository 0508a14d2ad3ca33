// SPDX-License-Identifier: Apache-2.0
#include "http/json_body.hpp"

#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "http/messages.hpp"

namespace redthread::http {
namespace {

using Json = nlohmann::json;
constexpr int deepest = 32;

/// Reads JSON and says why it is refused: depth and repeated names are looked after while reading,
/// so that nothing large is built first.
class Reading : public nlohmann::json_sax<Json> {
 public:
  explicit Reading(Json& root) : builder_(root, /*allow_exceptions=*/false) {}
  const std::string& refusal() const { return refusal_; }

  bool null() override { return builder_.null(); }
  bool boolean(bool value) override { return builder_.boolean(value); }
  bool number_integer(std::int64_t value) override { return builder_.number_integer(value); }
  bool number_unsigned(std::uint64_t value) override { return builder_.number_unsigned(value); }
  bool number_float(double value, const std::string& written) override {
    return builder_.number_float(value, written);
  }
  bool string(std::string& value) override { return builder_.string(value); }
  bool binary(Json::binary_t& value) override { return builder_.binary(value); }
  bool start_object(std::size_t size) override {
    names_.emplace_back();
    return goes_deeper() && builder_.start_object(size);
  }
  bool key(std::string& name) override {
    if (!names_.back().insert(name).second) {
      refusal_ = fmt::format("the field `{}` is there twice", name);
      return false;
    }
    return builder_.key(name);
  }
  bool end_object() override {
    names_.pop_back();
    --depth_;
    return builder_.end_object();
  }
  bool start_array(std::size_t size) override {
    return goes_deeper() && builder_.start_array(size);
  }
  bool end_array() override {
    --depth_;
    return builder_.end_array();
  }
  bool parse_error(std::size_t at, const std::string&, const Json::exception&) override {
    refusal_ = fmt::format("it is no JSON: character {} cannot stand there", at);
    return false;
  }

 private:
  bool goes_deeper() {
    if (++depth_ <= deepest) return true;
    refusal_ = fmt::format("it is more than {} levels deep", deepest);
    return false;
  }

  nlohmann::detail::json_sax_dom_parser<Json> builder_;
  std::vector<std::set<std::string>> names_;
  int depth_ = 0;
  std::string refusal_;
};

}  // namespace

struct JsonBody::Document {
  Json root;
  std::set<std::string> asked;
  bool is_sound = true;

  /// nullptr when it is absent or null.
  const Json* take(const char* name) {
    asked.insert(name);
    if (!root.is_object()) return nullptr;
    const auto found = root.find(name);
    return found == root.end() || found->is_null() ? nullptr : &*found;
  }
};

JsonBody::JsonBody(std::string_view text, Diagnostics& diagnostics)
    : diagnostics_(diagnostics), document_(std::make_unique<Document>()) {
  Reading reading(document_->root);
  const bool is_read = Json::sax_parse(text.begin(), text.end(), &reading);
  std::string problem = reading.refusal();
  if (is_read && !document_->root.is_object()) problem = "it is not an object";
  if (problem.empty()) return;
  document_->is_sound = false;
  document_->root = Json::object();
  diagnostics_.error(codes::bad_body, {}, "the request's body cannot be read: " + problem,
                     "send one JSON object, as the API's description says");
}
JsonBody::~JsonBody() = default;

void JsonBody::wrong(const char* name, const char* expected) {
  document_->is_sound = false;
  diagnostics_.error(codes::bad_body, {.file = name},
                     fmt::format("`{}` is not {}", name, expected));
}

std::string JsonBody::text(const char* name, const std::string& otherwise) {
  const Json* value = document_->take(name);
  if (value == nullptr) return otherwise;
  if (!value->is_string()) {
    wrong(name, "a text");
    return otherwise;
  }
  return value->get<std::string>();
}

std::string JsonBody::required_text(const char* name) {
  std::string value = text(name);
  if (value.empty() && document_->is_sound) wrong(name, "there, and must be");
  return value;
}

std::int64_t JsonBody::integer(const char* name, std::int64_t otherwise) {
  const Json* value = document_->take(name);
  if (value == nullptr) return otherwise;
  const bool fits = value->is_number_integer() &&
                    (!value->is_number_unsigned() || value->get<std::uint64_t>() <= INT64_MAX);
  if (!fits) {
    wrong(name, "a whole number");
    return otherwise;
  }
  return value->get<std::int64_t>();
}

bool JsonBody::flag(const char* name, bool otherwise) {
  const Json* value = document_->take(name);
  if (value == nullptr) return otherwise;
  if (!value->is_boolean()) {
    wrong(name, "true or false");
    return otherwise;
  }
  return value->get<bool>();
}

std::vector<std::string> JsonBody::texts(const char* name) {
  std::vector<std::string> all;
  const Json* value = document_->take(name);
  if (value == nullptr) return all;
  if (!value->is_array()) {
    wrong(name, "a list of texts");
    return all;
  }
  for (const Json& each : *value) {
    if (!each.is_string()) {
      wrong(name, "a list of texts");
      return {};
    }
    all.push_back(each.get<std::string>());
  }
  return all;
}

std::optional<std::map<std::string, std::string, std::less<>>> JsonBody::fields(const char* name) {
  const Json* value = document_->take(name);
  if (value == nullptr || !value->is_object()) {
    wrong(name, "an object of texts");
    return std::nullopt;
  }
  std::map<std::string, std::string, std::less<>> all;
  for (const auto& [field, content] : value->items()) {
    if (!content.is_string() && !content.is_null()) {
      wrong(name, "an object of texts");
      return std::nullopt;
    }
    all[field] = content.is_null() ? std::string() : content.get<std::string>();
  }
  return all;
}

std::optional<std::vector<std::vector<std::string>>> JsonBody::records(
    const char* name, const std::vector<const char*>& texts) {
  const Json* value = document_->take(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_array()) {
    wrong(name, "a list of objects");
    return std::nullopt;
  }
  std::vector<std::vector<std::string>> all;
  for (const Json& each : *value) {
    std::vector<std::string>& record = all.emplace_back();
    for (const char* field : texts) {
      const auto found = each.is_object() ? each.find(field) : each.end();
      const bool is_text = each.is_object() && found != each.end() && found->is_string() &&
                           !found->get_ref<const std::string&>().empty();
      if (!is_text) {
        wrong(name, fmt::format("a list of objects that each have `{}`", field).c_str());
        return std::nullopt;
      }
      record.push_back(found->get<std::string>());
    }
  }
  return all;
}

bool JsonBody::finish() {
  const std::vector<std::string> known(document_->asked.begin(), document_->asked.end());
  for (const auto& [name, value] : document_->root.items()) {
    if (document_->asked.count(name) > 0) continue;
    document_->is_sound = false;
    diagnostics_.error(codes::bad_body, {.file = name}, fmt::format("there is no field `{}`", name),
                       name_hint(name, known));
  }
  return document_->is_sound;
}

}  // namespace redthread::http
