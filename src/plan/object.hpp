// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redthread::plan {

/// The fields of an object of the plan by name, each as it is written in a CSV file: one form for
/// files, store, journal and commands. A field that has no value is not there. What the texts mean
/// is in model/plan_kinds.hpp and values.hpp.
using Fields = std::map<std::string, std::string, std::less<>>;

/// Which object. Permanent: an id is never given to another object.
struct ObjectKey {
  std::string kind;
  std::string id;
  auto operator<=>(const ObjectKey&) const = default;
  std::string to_string() const { return kind + " " + id; }
};

/// One object as it is now. The version counts its changes, from 1.
struct Object {
  ObjectKey key;
  std::int64_t version = 0;
  Fields fields;

  /// The field, empty when it has no value.
  const std::string& get(std::string_view field) const;
};
using ObjectPtr = std::shared_ptr<const Object>;

/// `{"level":"council","name":"..."}`: one line, fields in the order of their names' bytes, so that
/// equal objects are equal texts.
std::string to_json(const Fields& fields);
/// Reads what `to_json` writes, nothing else: nullopt for any other text.
std::optional<Fields> fields_from_json(std::string_view json);
/// A JSON string with its quotes.
void append_json_string(std::string& json, std::string_view text);

/// All objects, by kind and id. A copy is cheap: objects are shared and never changed.
class State {
 public:
  using Kind = std::map<std::string, ObjectPtr, std::less<>>;

  /// nullptr when there is none.
  const Object* find(std::string_view kind, std::string_view id) const;
  const Object* find(const ObjectKey& key) const { return find(key.kind, key.id); }
  /// By id; empty when there are none.
  const Kind& all(std::string_view kind) const;
  const std::map<std::string, Kind, std::less<>>& kinds() const { return kinds_; }
  std::size_t size() const;

  void put(ObjectPtr object);
  void remove(const ObjectKey& key);

 private:
  std::map<std::string, Kind, std::less<>> kinds_;
};

}  // namespace redthread::plan
