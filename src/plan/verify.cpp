// SPDX-License-Identifier: Apache-2.0
// What can be wrong with a journal, each told with the entry that shows it.
#include <algorithm>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include "plan/journal.hpp"

namespace redthread::plan {
namespace {

constexpr std::size_t most_findings = 100;

/// The last that the journal says of an object.
struct Last {
  std::int64_t sequence = 0;
  std::int64_t version = 0;
  std::optional<std::string> after;
  bool seen = false;  ///< among the objects
};

class Verifier {
 public:
  explicit Verifier(const std::optional<Head>& kept) : kept_(kept) {}

  void look(Entry& entry) {
    const std::int64_t expected = head_.sequence + 1;
    if (entry.sequence != expected) {
      tell(entry.sequence, entry.sequence - 1 == expected
                               ? fmt::format("entry {} is missing before it", expected)
                               : fmt::format("entries {} to {} are missing before it", expected,
                                             entry.sequence - 1));
    }
    if (entry.previous != head_.hash) {
      tell(entry.sequence,
           fmt::format("it does not follow entry {}: one was put in, taken out or moved",
                       head_.sequence));
    }
    if (hash_of(entry) != entry.hash) {
      tell(entry.sequence, "its text is not the one that was hashed: it was changed");
    }
    follow(entry);  // which takes the text
    if (kept_ && kept_->sequence == entry.sequence && kept_->hash != entry.hash) {
      tell(entry.sequence, "it is not the entry whose hash was kept: the journal was rewritten");
    }
    head_ = {entry.sequence, entry.hash};
    ++entries_;
  }

  void look(const std::string& kind, const std::string& id, std::int64_t version,
            std::string_view body) {
    ++objects_;
    const auto found = last_.find(name_of(kind, id));
    if (found == last_.end()) {
      tell(0, fmt::format("{} {} was never entered in the journal", kind, id));
      return;
    }
    Last& last = found->second;
    last.seen = true;
    if (!last.after) {
      tell(last.sequence, fmt::format("{} {} was removed by it, and is there", kind, id));
    } else if (*last.after != body || last.version != version) {
      tell(last.sequence,
           fmt::format("{} {} is not as it left it: the object was changed beside the journal",
                       kind, id));
    }
  }

  Verification finish(const Head& stored) {
    for (const auto& [name, last] : last_) {
      if (!last.seen && last.after) {
        tell(last.sequence,
             fmt::format("{} is not there as it left it: the object was taken out", name));
      }
    }
    if (stored != head_) {
      tell(stored.sequence,
           fmt::format("the journal ends with entry {}, and its head says {}: the end was cut off",
                       head_.sequence, stored.sequence));
    }
    if (kept_ && kept_->sequence > head_.sequence) {
      tell(kept_->sequence, fmt::format("its hash was kept, and the journal ends with entry {}: "
                                        "the end was cut off",
                                        head_.sequence));
    }
    std::stable_sort(found_.begin(), found_.end(), [](const Tampering& a, const Tampering& b) {
      return std::tie(a.sequence, a.what) < std::tie(b.sequence, b.what);
    });
    return {entries_, objects_, head_, std::move(found_)};
  }

 private:
  static std::string name_of(const std::string& kind, const std::string& id) {
    return kind + " " + id;
  }

  /// The object's own history: versions without gaps, each change from what was there.
  void follow(Entry& entry) {
    Last& last = last_[name_of(entry.object.kind, entry.object.id)];
    if (entry.version != last.version + 1) {
      tell(entry.sequence, fmt::format("it makes version {} of {}, after version {}", entry.version,
                                       entry.object.to_string(), last.version));
    }
    if (entry.before != last.after) {
      tell(entry.sequence, fmt::format("what it changed is not what entry {} left", last.sequence));
    }
    last.sequence = entry.sequence;
    last.version = entry.version;
    last.after = std::move(entry.after);
  }

  void tell(std::int64_t sequence, std::string what) {
    if (found_.size() < most_findings) found_.push_back({sequence, std::move(what)});
  }

  const std::optional<Head>& kept_;
  Head head_;
  std::int64_t entries_ = 0;
  std::size_t objects_ = 0;
  std::unordered_map<std::string, Last> last_;
  std::vector<Tampering> found_;
};

}  // namespace

Verification verify(database::Connection& connection, const std::optional<Head>& kept) {
  database::Transaction one_state(connection, connection.dialect().begin_read);
  Verifier verifier(kept);
  read_journal(connection, 0, [&](Entry& entry) { verifier.look(entry); });
  {
    const auto rows = connection.query("SELECT kind, id, version, body FROM plan_object", {});
    while (rows->next()) {
      verifier.look(std::string(rows->text(0)), std::string(rows->text(1)), rows->integer(2),
                    rows->text(3));
    }
  }
  const Head stored = read_head(connection);
  one_state.commit();
  return verifier.finish(stored);
}

}  // namespace redthread::plan
