// SPDX-License-Identifier: Apache-2.0
#include "plan/store.hpp"

#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "plan/checks.hpp"
#include "plan/schema.hpp"

namespace redthread::plan {
namespace {

ObjectPtr object_of(const ObjectKey& key, std::int64_t version, std::string_view body) {
  auto fields = fields_from_json(body);
  if (!fields) {
    throw Error("plan.engine", fmt::format("the store's text of {} cannot be read; "
                                           "`redthread journal verify` tells what was changed",
                                           key.to_string()));
  }
  return std::make_shared<const Object>(Object{key, version, std::move(*fields)});
}

/// What an entry makes of a state.
void apply(const Entry& entry, State& state) {
  if (entry.after) {
    state.put(object_of(entry.object, entry.version, *entry.after));
  } else {
    state.remove(entry.object);
  }
}

/// Both texts, field by field where they differ.
Error conflict(const Change& change, const Object* current) {
  const std::int64_t version = current ? current->version : 0;
  Error error("plan.conflict",
              change.seen == 0 ? fmt::format("{} was to be new, and is there already in version {}",
                                             change.object.to_string(), version)
              : current ? fmt::format("{} was changed meanwhile: you saw version {}, it is version "
                                      "{} now; nothing was written",
                                      change.object.to_string(), change.seen, version)
                        : fmt::format("{} was removed meanwhile: you saw version {}; nothing was "
                                      "written",
                                      change.object.to_string(), change.seen));
  std::set<std::string> names;
  if (current) {
    for (const auto& [name, value] : current->fields) names.insert(name);
  }
  if (change.after) {
    for (const auto& [name, value] : *change.after) names.insert(name);
  } else {
    error.while_doing("yours: remove it");
  }
  for (const std::string& name : names) {
    const std::string theirs = current ? current->get(name) : "";
    const auto mine = change.after ? change.after->find(name) : Fields::const_iterator();
    const std::string yours =
        change.after && mine != change.after->end() ? mine->second : std::string();
    if (theirs == yours) continue;
    error.while_doing(fmt::format("{}: in the store `{}`", name, theirs));
    if (change.after) error.while_doing(fmt::format("{}: yours `{}`", name, yours));
  }
  return error;
}

}  // namespace

Store::Store(const std::string& address) : Store(database::connect(address)) {}

Store::Store(std::unique_ptr<database::Connection> connection)
    : connection_(std::move(connection)) {
  migrate(*connection_);
  database::Transaction one_state(*connection_, connection_->dialect().begin_read);
  head_ = read_head(*connection_);
  {
    const auto rows = connection_->query("SELECT kind, id, version, body FROM plan_object", {});
    while (rows->next()) {
      state_.put(object_of({std::string(rows->text(0)), std::string(rows->text(1))},
                           rows->integer(2), rows->text(3)));
    }
  }
  one_state.commit();
}

const State& Store::state() {
  database::Transaction one_state(*connection_, connection_->dialect().begin_read);
  catch_up();
  one_state.commit();
  return state_;
}

void Store::catch_up() {
  const Head now = read_head(*connection_);
  if (now == head_) return;
  read_journal(*connection_, head_.sequence, [&](const Entry& entry) { apply(entry, state_); });
  head_ = now;
}

State Store::state_at(std::int64_t sequence) {
  State then;
  read_journal(*connection_, 0, [&](const Entry& entry) {
    if (entry.sequence <= sequence) apply(entry, then);
  });
  return then;
}

std::vector<Entry> Store::history(const ObjectKey& key) { return history_of(*connection_, key); }

Verification Store::verify(const std::optional<Head>& kept) {
  return plan::verify(*connection_, kept);
}

std::int64_t Store::last_version(const ObjectKey& key) {
  const auto rows = connection_->query(
      "SELECT max(version) FROM journal WHERE kind = $1 AND id = $2", {key.kind, key.id});
  return rows->next() && !rows->is_null(0) ? rows->integer(0) : 0;
}

Store::Trial Store::try_out(const std::vector<Change>& changes, Findings& findings) {
  catch_up();
  Trial trial{{}, state_, {}};
  Committed& done = trial.done;
  State& next = trial.next;
  std::vector<ObjectKey> changed;
  for (const Change& change : changes) {
    const Object* current = next.find(change.object);
    if ((current ? current->version : 0) != change.seen) throw conflict(change, current);
    const Fields* before = current ? &current->fields : nullptr;
    if (!before && !change.after) continue;
    if (before && change.after && *before == *change.after) {
      ++done.unchanged;
      continue;
    }
    Entry entry;
    entry.object = change.object;
    entry.version = (current ? current->version : last_version(change.object)) + 1;
    if (before) entry.before = to_json(*before);
    if (change.after) {
      entry.after = to_json(*change.after);
      ++(before ? done.changed : done.added);
      next.put(std::make_shared<const Object>(Object{change.object, entry.version, *change.after}));
    } else {
      ++done.removed;
      next.remove(change.object);
    }
    changed.push_back(change.object);
    trial.entries.push_back(std::move(entry));
  }
  plan::check(state_, next, changed, findings);
  return trial;
}

std::optional<Committed> Store::check(const std::vector<Change>& changes, Findings& findings) {
  database::Transaction one_state(*connection_, connection_->dialect().begin_read);
  try_out(changes, findings);
  return std::nullopt;
}

std::optional<Committed> Store::commit(const std::vector<Change>& changes,
                                       const Signature& signature, Findings& findings) {
  database::Transaction transaction(*connection_, begin_write(*connection_));
  const std::size_t found = findings.size();
  Trial trial = try_out(changes, findings);
  if (findings.size() > found) return std::nullopt;

  Head head = head_;
  for (Entry& entry : trial.entries) {
    entry.made_at = signature.made_at;
    entry.who = signature.who;
    entry.reason = signature.reason;
    if (entry.after) {
      connection_->change(
          "INSERT INTO plan_object(kind, id, version, body) VALUES ($1, $2, $3, $4) "
          "ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, body = excluded.body",
          {entry.object.kind, entry.object.id, entry.version, *entry.after});
    } else {
      connection_->change("DELETE FROM plan_object WHERE kind = $1 AND id = $2",
                          {entry.object.kind, entry.object.id});
    }
    append(*connection_, head, std::move(entry));
  }
  if (head != head_) set_head(*connection_, head);
  transaction.commit();
  state_ = std::move(trial.next);
  head_ = head;
  trial.done.head = head;
  return trial.done;
}

}  // namespace redthread::plan
