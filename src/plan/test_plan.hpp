// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "plan/checks.hpp"
#include "plan/object.hpp"

namespace redthread::plan {

/// A plan that a test writes, object by object.
class TestPlan {
 public:
  void put(const std::string& kind, const std::string& id, Fields fields) {
    state_.put(std::make_shared<Object>(Object{{kind, id}, 1, std::move(fields)}));
    changed_.insert({kind, id});
  }
  /// Sets fields of an object; an empty text takes the field out.
  void set(const std::string& kind, const std::string& id, const Fields& fields) {
    const Object* object = state_.find(kind, id);
    Fields all = object ? object->fields : Fields();
    for (const auto& [name, value] : fields) {
      all[name] = value;
      if (value.empty()) all.erase(name);
    }
    put(kind, id, std::move(all));
  }
  void remove(const std::string& kind, const std::string& id) { state_.remove({kind, id}); }
  /// Makes changes as the store does, without asking the rules.
  template <class Changes>
  void apply(const Changes& changes) {
    for (const auto& change : changes) {
      if (change.after) put(change.object.kind, change.object.id, *change.after);
    }
  }

  const State& state() const { return state_; }

  /// `code id.field` of every finding of the rules, when the state before was `before`.
  std::string found(const State& before = {}) const {
    Findings findings;
    check(before, state_, {changed_.begin(), changed_.end()}, findings);
    return text_of(findings);
  }
  static std::string text_of(const Findings& findings) {
    std::string text;
    for (const Finding& each : findings) {
      text += (text.empty() ? "" : "; ") + each.code + " " + each.object.id;
      if (!each.field.empty()) text += "." + each.field;
    }
    return text;
  }

 private:
  State state_;
  std::set<ObjectKey> changed_;
};

}  // namespace redthread::plan
