// SPDX-License-Identifier: Apache-2.0
#include "plan/backup.hpp"

#include <charconv>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "plan/schema.hpp"

namespace redthread::plan {
namespace {

constexpr std::string_view first_line = "redthread plan backup 1\n";

Fields fields_of(const Entry& entry) {
  Fields fields = {{"at", entry.made_at},
                   {"hash", entry.hash},
                   {"id", entry.object.id},
                   {"kind", entry.object.kind},
                   {"previous", entry.previous},
                   {"reason", entry.reason},
                   {"sequence", std::to_string(entry.sequence)},
                   {"version", std::to_string(entry.version)},
                   {"who", entry.who}};
  if (entry.before) fields["before"] = *entry.before;
  if (entry.after) fields["after"] = *entry.after;
  return fields;
}

Error damaged(const std::string& why) {
  return {"plan.backup", "the backup cannot be used: " + why + "; nothing was restored"};
}

std::int64_t number(const std::string& text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Entry entry_of(Fields fields) {
  const auto part = [&](const char* name) { return std::move(fields[name]); };
  const auto maybe = [&](const char* name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::nullopt : std::optional(std::move(found->second));
  };
  Entry entry;
  entry.sequence = number(part("sequence"));
  entry.made_at = part("at");
  entry.who = part("who");
  entry.object = {part("kind"), part("id")};
  entry.version = number(part("version"));
  entry.before = maybe("before");
  entry.after = maybe("after");
  entry.reason = part("reason");
  entry.previous = part("previous");
  entry.hash = part("hash");
  return entry;
}

/// The lines of entries, once the last line says that they are all there.
std::string_view checked_lines(std::string_view text) {
  if (text.substr(0, first_line.size()) != first_line) {
    throw damaged("it is no backup of a plan");
  }
  const std::size_t end =
      text.size() < 2 ? std::string_view::npos : text.rfind('\n', text.size() - 2);
  const std::string_view lines = text.substr(0, end + 1);
  const auto last = fields_from_json(trim(text.substr(end + 1)));
  if (!last || last->count("sha256") == 0) throw damaged("its end is missing");
  if (last->at("sha256") != sha256_hex(lines)) throw damaged("its hash is another than it says");
  return lines.substr(first_line.size());
}

}  // namespace

Backup make_backup(database::Connection& connection) {
  Backup backup{std::string(first_line), {}};
  database::Transaction one_state(connection, connection.dialect().begin_read);
  read_journal(connection, 0, [&](const Entry& entry) {
    backup.text += to_json(fields_of(entry));
    backup.text += '\n';
    backup.head = {entry.sequence, entry.hash};
  });
  one_state.commit();
  const Fields last = {{"head", backup.head.to_string()}, {"sha256", sha256_hex(backup.text)}};
  backup.text += to_json(last) + "\n";
  return backup;
}

Head restore(database::Connection& connection, std::string_view text) {
  const std::string_view lines = checked_lines(text);
  migrate(connection);
  database::Transaction transaction(connection, begin_write(connection));
  if (read_head(connection) != Head()) {
    throw Error("plan.backup", "the store has entries already; restore into a new one");
  }
  State state;
  Head head;
  for (const std::string_view line : split(lines, '\n')) {
    if (line.empty()) continue;
    auto fields = fields_from_json(line);
    if (!fields) throw damaged("an entry cannot be read");
    const Entry entry = entry_of(std::move(*fields));
    if (entry.sequence != head.sequence + 1 || entry.previous != head.hash ||
        hash_of(entry) != entry.hash) {
      throw damaged("the journal in it was tampered with at entry " +
                    std::to_string(entry.sequence));
    }
    insert(connection, entry);
    head = {entry.sequence, entry.hash};
    if (!entry.after) {
      state.remove(entry.object);
    } else if (auto after = fields_from_json(*entry.after)) {
      state.put(
          std::make_shared<const Object>(Object{entry.object, entry.version, std::move(*after)}));
    } else {
      throw damaged("an object in it cannot be read");
    }
  }
  for (const auto& [kind, objects] : state.kinds()) {
    for (const auto& [id, object] : objects) {
      const std::string body = to_json(object->fields);
      connection.change("INSERT INTO plan_object(kind, id, version, body) VALUES ($1, $2, $3, $4)",
                        {kind, id, object->version, body});
    }
  }
  if (head != Head()) set_head(connection, head);
  transaction.commit();
  return head;
}

}  // namespace redthread::plan
