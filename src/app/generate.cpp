// SPDX-License-Identifier: Apache-2.0
#include "app/generate.hpp"

#include <filesystem>
#include <fstream>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "app/messages.hpp"
#include "base/error.hpp"
#include "generate/generate.hpp"

namespace redthread::app {
namespace {

namespace fs = std::filesystem;

/// Writes beside the folder that is wanted and takes its place at the end; until then, what goes
/// out of scope leaves nothing behind.
class FolderSink : public generate::Sink {
 public:
  explicit FolderSink(const fs::path& wanted)
      : wanted_(wanted), unfinished_(wanted.string() + ".unfinished-" + std::to_string(getpid())) {
    make(unfinished_);
  }
  ~FolderSink() override {
    std::error_code ignored;
    if (!finished_) fs::remove_all(unfinished_, ignored);
  }
  FolderSink(const FolderSink&) = delete;
  FolderSink& operator=(const FolderSink&) = delete;

  void open(const std::string& path) override {
    REDTHREAD_ASSERT(!file_.is_open(), "one file at a time");
    name_ = path;
    make((unfinished_ / path).parent_path());
    file_.open(unfinished_ / path, std::ios::binary | std::ios::trunc);
    check(file_.is_open());
  }
  void write(std::string_view bytes) override {
    file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    check(file_.good());
  }
  void close() override {
    file_.close();
    check(!file_.fail());
  }
  void finish() {
    std::error_code problem;
    fs::rename(unfinished_, wanted_, problem);  // an empty folder is replaced
    if (problem) {
      throw Error("io.write",
                  "cannot make the folder " + wanted_.string() + ": " + problem.message());
    }
    finished_ = true;
  }

 private:
  static void make(const fs::path& folder) {
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem) {
      throw Error("io.write",
                  "cannot make the folder " + folder.string() + ": " + problem.message());
    }
  }
  void check(bool holds) const {
    if (!holds) throw Error("io.write", "cannot write " + (wanted_ / name_).string());
  }

  fs::path wanted_;
  fs::path unfinished_;
  std::string name_;
  std::ofstream file_;
  bool finished_ = false;
};

bool has_content(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(folder, ignored)) &&
         (!fs::is_directory(folder, ignored) || !fs::is_empty(folder, ignored));
}

void expect_between(std::int64_t value, std::int64_t low, std::int64_t high, const char* what,
                    Diagnostics& diagnostics) {
  if (low <= value && value <= high) return;
  diagnostics.error(codes::bad_generation, {}, fmt::format("{} {} cannot be made", value, what),
                    fmt::format("ask for {} to {}", low, high));
}

std::optional<generate::Request> request_of(const GenerateQuestion& question,
                                            Diagnostics& diagnostics) {
  using generate::Request;
  expect_between(question.inhabitants, Request::min_inhabitants, Request::max_inhabitants,
                 "inhabitants", diagnostics);
  expect_between(question.years, 1, Request::max_years, "years", diagnostics);
  const auto until = Month::parse(question.until);
  if (!until || until->year() < Request::first_until_year ||
      until->year() > Request::last_until_year) {
    diagnostics.error(codes::bad_generation, {}, "`" + question.until + "` is no month to end with",
                      fmt::format("write year and month, as 2024-12; the year is {} to {}",
                                  Request::first_until_year, Request::last_until_year));
  }
  if (diagnostics.has_errors()) return std::nullopt;
  return Request{question.seed, static_cast<int>(question.inhabitants),
                 static_cast<int>(question.years), *until};
}

}  // namespace

std::optional<GeneratedRegion> generate_region(const std::string& folder,
                                               const GenerateQuestion& question,
                                               Diagnostics& diagnostics) {
  const auto request = request_of(question, diagnostics);
  fs::path wanted = fs::absolute(folder).lexically_normal();
  if (!wanted.has_filename()) wanted = wanted.parent_path();  // `out/`
  if (has_content(wanted)) {
    diagnostics.error(codes::folder_not_empty, {.file = folder}, "there is something here already",
                      "name a new folder");
  }
  if (!request || diagnostics.has_errors()) return std::nullopt;
  FolderSink sink(wanted);
  const generate::Tally tally = generate::generate_region(*request, sink);
  sink.finish();
  return GeneratedRegion{tally.files, tally.rows, tally.bad_rows, tally.bytes};
}

}  // namespace redthread::app
