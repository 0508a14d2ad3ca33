// SPDX-License-Identifier: Apache-2.0
#include "plan/journal.hpp"

#include <array>
#include <charconv>

#include <sodium/crypto_hash_sha256.h>

namespace redthread::plan {
namespace {

/// Rows a round trip: large enough to hide it, small enough to hold in memory.
constexpr std::int64_t page = 4096;

const std::string columns =
    "sequence, made_at, who, kind, id, version, object_before, object_after, reason, previous, "
    "hash";

Entry entry_of(const database::Rows& rows) {
  Entry entry;
  entry.sequence = rows.integer(0);
  entry.made_at = rows.text(1);
  entry.who = rows.text(2);
  entry.object = {std::string(rows.text(3)), std::string(rows.text(4))};
  entry.version = rows.integer(5);
  if (!rows.is_null(6)) entry.before = rows.text(6);
  if (!rows.is_null(7)) entry.after = rows.text(7);
  entry.reason = rows.text(8);
  entry.previous = rows.text(9);
  entry.hash = rows.text(10);
  return entry;
}

/// What an entry says as bytes that can be read back in one way only: each part with its length.
class Bytes {
 public:
  /// `large`: about how many bytes the large parts have.
  explicit Bytes(std::size_t large) { text_.reserve(large + room_for_small_parts); }
  void add(std::string_view part) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.begin(), digits.end(), part.size()).ptr;
    text_.append(digits.begin(), end);
    text_ += ':';
    text_ += part;
  }
  void add(std::int64_t number) { add(std::to_string(number)); }
  void add_nullable(const std::optional<std::string>& part) {
    text_ += part ? '+' : '-';
    if (part) add(std::string_view(*part));
  }
  const std::string& text() const { return text_; }

 private:
  static constexpr std::size_t room_for_small_parts = 400;
  std::string text_ = "redthread journal 1\n";
};

database::Parameter nullable(const std::optional<std::string>& text) {
  return text ? database::Parameter(std::string_view(*text)) : database::Parameter();
}

}  // namespace

std::string hash_of(const Entry& entry) {
  Bytes bytes(entry.reason.size() + (entry.before ? entry.before->size() : 0) +
              (entry.after ? entry.after->size() : 0));
  bytes.add(entry.previous);
  bytes.add(entry.sequence);
  bytes.add(entry.made_at);
  bytes.add(entry.who);
  bytes.add(entry.object.kind);
  bytes.add(entry.object.id);
  bytes.add(entry.version);
  bytes.add_nullable(entry.before);
  bytes.add_nullable(entry.after);
  bytes.add(entry.reason);

  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  const std::string& text = bytes.text();
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size());
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * digest.size());
  for (const unsigned char byte : digest) {
    hex += digits[byte / 16u];
    hex += digits[byte % 16u];
  }
  return hex;
}

std::string Head::to_string() const { return std::to_string(sequence) + ":" + hash; }

std::optional<Head> Head::parse(std::string_view text) {
  Head head;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), head.sequence);
  const auto digits = static_cast<std::size_t>(end.ptr - text.data());
  if (end.ec != std::errc() || digits >= text.size() || text[digits] != ':') return std::nullopt;
  head.hash = text.substr(digits + 1);
  const bool is_hash = head.hash.size() == first_previous.size() &&
                       head.hash.find_first_not_of("0123456789abcdef") == std::string::npos &&
                       head.sequence >= 0;
  return is_hash ? std::optional(head) : std::nullopt;
}

Head read_head(database::Connection& connection) {
  const auto rows = connection.query("SELECT sequence, hash FROM journal_head", {});
  if (!rows->next() || rows->is_null(0)) return {};
  return {rows->integer(0), std::string(rows->text(1))};
}

void insert(database::Connection& connection, const Entry& entry) {
  connection.change(
      "INSERT INTO journal(" + columns + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      {entry.sequence, entry.made_at, entry.who, entry.object.kind, entry.object.id, entry.version,
       nullable(entry.before), nullable(entry.after), entry.reason, entry.previous, entry.hash});
}

void set_head(database::Connection& connection, const Head& head) {
  connection.change("UPDATE journal_head SET sequence = $1, hash = $2", {head.sequence, head.hash});
}

void append(database::Connection& connection, Head& head, Entry entry) {
  entry.sequence = head.sequence + 1;
  entry.previous = head.hash;
  entry.hash = hash_of(entry);
  insert(connection, entry);
  head = {entry.sequence, entry.hash};
}

void read_journal(database::Connection& connection, std::int64_t sequence,
                  const std::function<void(Entry&)>& each) {
  const std::string sql =
      "SELECT " + columns + " FROM journal WHERE sequence > $1 ORDER BY sequence LIMIT $2";
  for (std::int64_t count = page; count == page;) {
    count = 0;
    const auto rows = connection.query(sql, {sequence, page});
    for (; rows->next(); ++count) {
      Entry entry = entry_of(*rows);
      sequence = entry.sequence;
      each(entry);
    }
  }
}

std::vector<Entry> history_of(database::Connection& connection, const ObjectKey& key) {
  std::vector<Entry> entries;
  const auto rows = connection.query(
      "SELECT " + columns + " FROM journal WHERE kind = $1 AND id = $2 ORDER BY sequence",
      {key.kind, key.id});
  while (rows->next()) entries.push_back(entry_of(*rows));
  return entries;
}

}  // namespace redthread::plan
