// SPDX-License-Identifier: Apache-2.0
#include "sources/fetch.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "sources/delivery_columns.hpp"
#include "sources/delivery_writer.hpp"
#include "sources/open_source.hpp"
#include "sources/provenance.hpp"
#include "sources/query_text.hpp"

namespace redthread::sources {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_field_bytes = 64u << 10;
constexpr std::int64_t rows_between_progress = 20'000;

/// Where rows are written until all queries have answered: beside data/, so that a move is a
/// rename. Gone when this is.
class StagingFolder {
 public:
  explicit StagingFolder(const fs::path& region) : parent_(region / ".redthread") {
    std::error_code problem;
    made_parent_ = fs::create_directory(parent_, problem);
    std::string pattern = (parent_ / "fetch-XXXXXX").string();
    if (problem || ::mkdtemp(pattern.data()) == nullptr) {
      throw Error("io.write", "cannot make a folder in " + parent_.string());
    }
    folder_ = pattern;
  }
  ~StagingFolder() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
    if (made_parent_) fs::remove(parent_, ignored);
  }
  StagingFolder(const StagingFolder&) = delete;
  StagingFolder& operator=(const StagingFolder&) = delete;

  std::string path(std::size_t number) const {
    return (folder_ / fmt::format("{}.csv", number)).string();
  }

 private:
  fs::path parent_;
  fs::path folder_;
  bool made_parent_ = false;
};

/// The region for one fetch at a time, in all processes: what a second one compared with would no
/// longer be there when it writes. Ends with the process, however that ends.
class OneFetch {
 public:
  explicit OneFetch(const std::string& region)
      : region_(::open(region.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (region_ < 0 || ::flock(region_, LOCK_EX | LOCK_NB) == 0) return;
    ::close(region_);
    throw Error("sources.locked", fmt::format("another fetch into `{}` is running; wait until it "
                                              "is done, or stop it",
                                              printable(region)));
  }
  ~OneFetch() {
    if (region_ >= 0) ::close(region_);
  }
  OneFetch(const OneFetch&) = delete;
  OneFetch& operator=(const OneFetch&) = delete;

 private:
  int region_;
};

/// A query and the months of one of its deliveries.
struct Task {
  const QuerySource* source = nullptr;
  const SourceQuery* query = nullptr;
  const Fact* fact = nullptr;
  const QueryText* text = nullptr;
  Period months;
};

/// The spans that a fact is delivered by, within the months; nullopt when they do not fill them.
std::optional<std::vector<Period>> spans_of(const Fact& fact, Period months) {
  int length = 1;
  if (fact.delivered == DeliveryRhythm::quarterly) length = 3;
  if (fact.delivered == DeliveryRhythm::yearly) length = 12;
  if ((months.first().month() - 1) % length != 0 || months.months() % length != 0) {
    return std::nullopt;
  }
  std::vector<Period> spans;
  for (Month first = months.first(); first <= months.last(); first = first.plus(length)) {
    spans.emplace_back(first, first.plus(length - 1));
  }
  return spans;
}

std::string file_of(const Task& task) {
  const std::string label = task.query->label.empty() ? "" : "_" + task.query->label;
  return fmt::format("data/{}/{}{}.csv", task.fact->key, task.months.to_string(), label);
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') ||
           c == '\x7f';
  });
}

class Fetch {
 public:
  Fetch(const Catalog& catalog, const FetchOptions& options, Diagnostics& diagnostics)
      : catalog_(catalog), options_(options), diagnostics_(diagnostics) {}

  std::vector<FetchedFile> run() {
    choose_sources();
    const std::vector<Task> tasks = plan();
    const OneFetch alone(catalog_.folder);
    const std::optional<Provenances> before = read_provenance(catalog_.folder, diagnostics_);
    if (diagnostics_.has_errors() || !before) return {};
    Provenances provenances = *before;
    const StagingFolder staging(catalog_.folder);
    for (const Task& task : tasks) stage(task, staging);
    open_.reset();
    if (diagnostics_.has_errors()) return {};
    for (std::size_t i = 0; i < tasks.size(); ++i) compare(tasks[i], fetched_[i], provenances);
    if (diagnostics_.has_errors()) return {};
    if (provenances != *before) move_in(staging, provenances);
    return std::move(fetched_);
  }

 private:
  void choose_sources() {
    std::vector<std::string> known;
    for (const QuerySource& source : catalog_.sources) {
      known.push_back(source.key);
      if (options_.source.empty() || options_.source == source.key) chosen_.push_back(&source);
    }
    if (known.empty()) {
      diagnostics_.error("sources.no_sources", {.file = "catalog/sources"},
                         "the region has no sources to fetch from",
                         "catalog/sources/NAME.toml names a database and its queries");
    } else if (chosen_.empty()) {
      diagnostics_.error("sources.unknown_source", {.file = "catalog/sources"},
                         fmt::format("there is no source `{}`", printable(options_.source)),
                         name_hint(options_.source, known));
    }
  }

  /// What is to be fetched, source by source; all that is wrong with it is told before any
  /// database is asked.
  std::vector<Task> plan() {
    std::vector<Task> tasks;
    const auto this_month = Month::parse(options_.fetched_at.substr(0, 7));
    if (this_month && *this_month < options_.months.last()) {
      diagnostics_.error("sources.future_month", {.file = "catalog/sources"},
                         fmt::format("{} has not begun", options_.months.last().to_string()),
                         "fetch months that have begun");
      return tasks;
    }
    for (const QuerySource* source : chosen_) {
      for (const SourceQuery& query : source->queries) {
        const Fact* fact = catalog_.fact(query.fact);
        REDTHREAD_ASSERT(fact != nullptr, "the catalog has checked it");
        auto text = read_query_text(query, diagnostics_);
        if (!text) continue;
        texts_.push_back(std::make_unique<QueryText>(std::move(*text)));
        const auto spans = spans_of(*fact, options_.months);
        if (!spans) {
          tell_at(query, std::string::npos, "sources.span",
                  fmt::format("{} is not whole deliveries of `{}`", options_.months.to_string(),
                              fact->key),
                  fact->delivered == DeliveryRhythm::yearly
                      ? "it is delivered by the year: --period 2024"
                      : "it is delivered by the quarter: --period 2024-Q1",
                  diagnostics_);
          continue;
        }
        for (const Period months : *spans) {
          tasks.push_back({.source = source,
                           .query = &query,
                           .fact = fact,
                           .text = texts_.back().get(),
                           .months = months});
        }
      }
    }
    return tasks;
  }

  /// Opens the task's database, which stays open until the tasks of another come.
  OpenSource* open(const QuerySource& source) {
    if (opened_ != &source) {
      opened_ = &source;
      open_.reset();
      open_ = source.engine == QuerySource::Engine::sqlite
                  ? open_sqlite(source, catalog_.folder, diagnostics_)
                  : open_postgresql(source, diagnostics_);
    }
    return open_.get();
  }

  void stage(const Task& task, const StagingFolder& staging) {
    fetched_.push_back({.source = task.source->key,
                        .fact = task.fact->key,
                        .file = file_of(task),
                        .months = task.months});
    if (failed_.contains(task.query)) return;  // told once, not for every month
    OpenSource* database = open(*task.source);
    if (database == nullptr) return;
    const std::size_t errors = diagnostics_.error_count();
    try {
      write_rows(task, *database, staging.path(fetched_.size() - 1), fetched_.back());
    } catch (Error& error) {
      error.while_doing("while fetching " + fetched_.back().file);
      throw;
    }
    if (diagnostics_.error_count() > errors) failed_.insert(task.query);
  }

  void write_rows(const Task& task, OpenSource& database, const std::string& path,
                  FetchedFile& fetched) {
    if (!database.run(*task.query, *task.text, task.months, diagnostics_)) return;
    const auto columns =
        delivery_columns(*task.fact, *task.query, database.columns(), diagnostics_);
    if (!columns) return;
    DeliveryWriter file(path);
    for (const DeliveryColumn& column : *columns) file.field(column.header);
    file.end_row();
    const std::size_t errors = diagnostics_.error_count();
    tell_progress(fetched);
    while (database.next(diagnostics_)) {
      ++fetched.rows;
      for (const DeliveryColumn& column : *columns) {
        if (!write_field(task, column, database.field(column.column), fetched.rows, file)) return;
      }
      file.end_row();
      if (fetched.rows % rows_between_progress == 0) tell_progress(fetched);
    }
    if (diagnostics_.error_count() > errors) return;
    file.finish();
    tell_progress(fetched);
    fetched.sha256 = sha256_of_file(path, fetched.file, diagnostics_).value_or("");
  }

  bool write_field(const Task& task, const DeliveryColumn& column,
                   std::optional<std::string_view> text, std::int64_t row, DeliveryWriter& file) {
    if (!text) {
      file.field({});
      return true;
    }
    const char* fault = nullptr;
    if (text->size() > longest_field_bytes) {
      fault = "a text of more than 64 kB";
    } else if (!is_valid_utf8(*text)) {
      fault = "text that is not UTF-8";
    } else if (has_control_character(*text)) {
      fault = "a control character";
    }
    if (fault != nullptr) {
      tell_at(*task.query, std::string::npos, "sources.cell",
              fmt::format("row {} of {} has {} in `{}`", row, task.months.to_string(), fault,
                          printable(column.header)),
              "correct it in the source, or in the query", diagnostics_);
      return false;
    }
    // A day as databases keep it.
    constexpr std::size_t day_length = 10;
    if (column.is_day && text->size() > day_length &&
        text->substr(day_length + 1).find_first_not_of("0:.") == std::string_view::npos &&
        ((*text)[day_length] == ' ' || (*text)[day_length] == 'T')) {
      text = text->substr(0, day_length);
    }
    file.field(*text);
    return true;
  }

  void tell_progress(const FetchedFile& fetched) const {
    if (!options_.progress) return;
    options_.progress({.source = fetched.source, .file = fetched.file, .rows = fetched.rows});
  }

  /// Sets a new file beside the one that is there.
  void compare(const Task& task, FetchedFile& fetched, Provenances& provenances) {
    const fs::path there = fs::path(catalog_.folder) / fetched.file;
    std::error_code ignored;
    const bool exists = fs::exists(there, ignored);
    const auto known = provenances.find(fetched.file);
    const bool is_known = known != provenances.end() && known->second.source == fetched.source;
    if (exists) {
      const auto sha256 = sha256_of_file(there.string(), fetched.file, diagnostics_);
      if (!sha256) return;
      fetched.state =
          *sha256 == fetched.sha256 ? FetchedFile::State::unchanged : FetchedFile::State::replaced;
      if (fetched.state == FetchedFile::State::replaced && !is_known) {
        tell_not_fetched(fetched);
        return;
      }
    }
    const Closing* closing = catalog_.closing(fetched.fact);
    if (fetched.state != FetchedFile::State::unchanged && closing != nullptr &&
        fetched.months.first() <= closing->through) {
      tell_closed(fetched, *closing);
      return;
    }
    if (fetched.state == FetchedFile::State::unchanged && is_known) return;
    provenances[fetched.file] = {.source = fetched.source,
                                 .sql_sha256 = sha256_hex(task.query->sql),
                                 .fetched_at = options_.fetched_at,
                                 .fetched_by = options_.fetched_by,
                                 .rows = fetched.rows,
                                 .sha256 = fetched.sha256};
  }

  void tell_not_fetched(const FetchedFile& fetched) {
    diagnostics_.error(
        "sources.not_fetched", {.file = fetched.file},
        fmt::format("the file is there already, and was not fetched from `{}`", fetched.source),
        "remove it when the source is to deliver these months, or give the query a `label`");
  }

  void tell_closed(const FetchedFile& fetched, const Closing& closing) {
    diagnostics_.error(
        "sources.closed_month", {.file = fetched.file},
        fmt::format("{} is closed for `{}` (through {}), and `{}` now says something else of it",
                    fetched.months.to_string(), closing.fact, closing.through.to_string(),
                    fetched.source),
        fmt::format("nothing was fetched; fetch open months, or open months again: `through` of "
                    "[{}] in closed.toml",
                    closing.fact));
  }

  /// Who wrote a file is on disk before the file, so that the next fetch may replace it.
  void move_in(const StagingFolder& staging, const Provenances& provenances) {
    std::error_code problem;
    const fs::path region = catalog_.folder;
    fs::create_directories(region / "data", problem);
    write_provenance(catalog_.folder, provenances);
    for (std::size_t i = 0; i < fetched_.size(); ++i) {
      if (fetched_[i].state == FetchedFile::State::unchanged) continue;
      const fs::path target = region / fetched_[i].file;
      fs::create_directories(target.parent_path(), problem);
      fs::rename(staging.path(i), target, problem);
      if (problem) {
        throw Error("io.write",
                    fmt::format("cannot write {}: {}", target.string(), problem.message()));
      }
    }
  }

  const Catalog& catalog_;
  const FetchOptions& options_;
  Diagnostics& diagnostics_;
  std::vector<const QuerySource*> chosen_;
  std::vector<std::unique_ptr<QueryText>> texts_;  ///< where tasks point to
  std::vector<FetchedFile> fetched_;               ///< along the tasks
  std::set<const SourceQuery*> failed_;
  const QuerySource* opened_ = nullptr;
  std::unique_ptr<OpenSource> open_;
};

}  // namespace

std::vector<FetchedFile> fetch(const Catalog& catalog, const FetchOptions& options,
                               Diagnostics& diagnostics) {
  return Fetch(catalog, options, diagnostics).run();
}

void check_queries(const Catalog& catalog, Diagnostics& diagnostics) {
  for (const QuerySource& source : catalog.sources) {
    for (const SourceQuery& query : source.queries) read_query_text(query, diagnostics);
  }
}

}  // namespace redthread::sources
