// SPDX-License-Identifier: Apache-2.0
#include "plan/object.hpp"

namespace redthread::plan {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

/// Reads the one form that `to_json` writes.
class JsonReader {
 public:
  explicit JsonReader(std::string_view json) : rest_(json) {}

  std::optional<Fields> object() {
    Fields fields;
    if (!take("{")) return std::nullopt;
    if (take("}")) return at_end(std::move(fields));
    do {
      auto name = string();
      if (!name || !take(":")) return std::nullopt;
      auto value = string();
      if (!value || (!fields.empty() && *name <= fields.rbegin()->first)) return std::nullopt;
      fields.emplace_hint(fields.end(), std::move(*name), std::move(*value));
    } while (take(","));
    return take("}") ? at_end(std::move(fields)) : std::nullopt;
  }

 private:
  std::optional<Fields> at_end(Fields fields) const {
    if (!rest_.empty()) return std::nullopt;
    return fields;
  }

  bool take(std::string_view token) {
    if (rest_.substr(0, token.size()) != token) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  std::optional<std::string> string() {
    if (!take("\"")) return std::nullopt;
    std::string text;
    while (true) {
      const std::size_t plain = rest_.find_first_of("\"\\");
      if (plain == std::string_view::npos) return std::nullopt;
      text += rest_.substr(0, plain);
      rest_.remove_prefix(plain);
      if (take("\"")) return text;
      if (!escape(text)) return std::nullopt;
    }
  }

  bool escape(std::string& text) {
    if (take("\\\"")) {
      text += '"';
    } else if (take("\\\\")) {
      text += '\\';
    } else if (take("\\n")) {
      text += '\n';
    } else if (take("\\t")) {
      text += '\t';
    } else if (take("\\u00") && rest_.size() >= 2) {
      const std::size_t high = hex_digits.find(rest_[0]);
      const std::size_t low = hex_digits.find(rest_[1]);
      if (high > 1 || low == std::string_view::npos) return false;
      text += static_cast<char>(high * 16 + low);
      rest_.remove_prefix(2);
    } else {
      return false;
    }
    return true;
  }

  std::string_view rest_;
};

const std::string no_text;
const State::Kind no_objects;

}  // namespace

const std::string& Object::get(std::string_view field) const {
  const auto found = fields.find(field);
  return found == fields.end() ? no_text : found->second;
}

void append_json_string(std::string& json, std::string_view text) {
  json += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (c == '\n') {
      json += "\\n";
    } else if (c == '\t') {
      json += "\\t";
    } else if (byte < 0x20) {
      json += "\\u00";
      json += hex_digits[byte / 16u];
      json += hex_digits[byte % 16u];
    } else {
      json += c;
    }
  }
  json += '"';
}

std::string to_json(const Fields& fields) {
  std::string json = "{";
  for (const auto& [name, value] : fields) {
    if (json.size() > 1) json += ',';
    append_json_string(json, name);
    json += ':';
    append_json_string(json, value);
  }
  json += '}';
  return json;
}

std::optional<Fields> fields_from_json(std::string_view json) { return JsonReader(json).object(); }

const Object* State::find(std::string_view kind, std::string_view id) const {
  const Kind& objects = all(kind);
  const auto found = objects.find(id);
  return found == objects.end() ? nullptr : found->second.get();
}

const State::Kind& State::all(std::string_view kind) const {
  const auto found = kinds_.find(kind);
  return found == kinds_.end() ? no_objects : found->second;
}

std::size_t State::size() const {
  std::size_t count = 0;
  for (const auto& [kind, objects] : kinds_) count += objects.size();
  return count;
}

void State::put(ObjectPtr object) {
  Kind& objects = kinds_[object->key.kind];
  const std::string id = object->key.id;
  objects.insert_or_assign(id, std::move(object));
}

void State::remove(const ObjectKey& key) {
  const auto kind = kinds_.find(key.kind);
  if (kind == kinds_.end()) return;
  kind->second.erase(key.id);
  if (kind->second.empty()) kinds_.erase(kind);
}

}  // namespace redthread::plan
