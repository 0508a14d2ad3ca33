// SPDX-License-Identifier: Apache-2.0
#include "report/press/press.hpp"

#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sodium/utils.h>

#include "base/error.hpp"
#include "report/press/child.hpp"

namespace redthread::report {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view what_to_do =
    "charts and PDF need Node 20 or later and the helper press: run ./run setup, or say where they "
    "are with REDTHREAD_NODE and REDTHREAD_PRESS";

/// The first of these files, seen from the folder of the running program, that is there.
std::string beside_program(std::initializer_list<const char*> paths) {
  std::error_code unknown;
  const fs::path folder = fs::read_symlink("/proc/self/exe", unknown).parent_path();
  for (const char* path : paths) {
    std::error_code absent;
    const fs::path file = (folder / path).lexically_normal();
    if (fs::is_regular_file(file, absent)) return file.string();
  }
  return {};
}

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::string find_node() {
  std::string node = from_environment("REDTHREAD_NODE");
  if (node.empty()) node = beside_program({"../../deps/bin/node"});
  return node.empty() ? "node" : node;
}

std::string find_program() {
  std::string program = from_environment("REDTHREAD_PRESS");
  if (program.empty()) {
    program =
        beside_program({"../../press/dist/src/main.js", "../lib/redthread/press/dist/src/main.js"});
  }
  return program;
}

std::string base64(std::string_view bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the terminating zero
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3, '\0');
  std::size_t size = 0;
  const int failed =
      sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
  if (failed != 0) return std::nullopt;
  bytes.resize(size);
  return bytes;
}

Error refused(const json& error) {
  Error result("press.refused", error.value("message", "no reason given"));
  for (const json& detail : error.value("details", json::array())) {
    std::string line = detail.value("message", "");
    if (detail.contains("line")) {
      line = fmt::format("{}:{}:{}: {}", detail.value("path", ""), detail.value("line", 0),
                         detail.value("column", 0), line);
    }
    result.while_doing(std::move(line));
  }
  return result;
}

Error garbage() {
  return {"press.garbage", fmt::format("press gave an answer that is none; {}", what_to_do)};
}

}  // namespace

class Press::Helper {
 public:
  explicit Helper(Options options) : options_(std::move(options)) {
    if (options_.node.empty()) options_.node = find_node();
    if (options_.program.empty()) options_.program = find_program();
  }

  /// The string that the helper answers as `result`. `request` is the inside of a JSON object.
  std::string ask(std::string_view request, const char* result) {
    const std::lock_guard one_at_a_time(mutex_);
    const int id = ++last_id_;
    const json answer = json::parse(exchange(fmt::format(R"({{"id":{},{}}})", id, request)),
                                    nullptr, /*allow_exceptions=*/false);
    if (!answer.is_object() || answer.value("id", json()) != id) throw dropped(garbage());
    if (const auto error = answer.find("error"); error != answer.end() && error->is_object()) {
      throw refused(*error);
    }
    const auto found = answer.find(result);
    if (found == answer.end() || !found->is_string()) throw dropped(garbage());
    return found->get<std::string>();
  }

 private:
  std::string exchange(const std::string& line) {
    std::string answer;
    const auto deadline = std::chrono::steady_clock::now() + options_.timeout;
    for (int attempt = 0; attempt < 2; ++attempt) {
      if (!child_.running()) start();
      switch (child_.exchange(line, answer, deadline)) {
        case Child::Outcome::answered:
          return answer;
        case Child::Outcome::too_late:
          throw Error("press.timeout", fmt::format("press gave no answer within {} s",
                                                   options_.timeout.count() / 1000));
        case Child::Outcome::died:
          break;
      }
    }
    throw died();
  }

  void start() {
    if (options_.program.empty() || !fs::is_regular_file(options_.program)) {
      throw Error(
          "press.missing",
          fmt::format("the helper press is not there ({}); {}",
                      options_.program.empty() ? "not built" : options_.program, what_to_do));
    }
    if (const auto reason = child_.start({options_.node, options_.program})) {
      throw Error("press.missing", fmt::format("Node cannot be started (`{}`: {}); {}",
                                               options_.node, *reason, what_to_do));
    }
  }

  Error died() const {
    Error error("press.died", fmt::format("press ended twice without an answer; {}", what_to_do));
    error.while_doing(fmt::format("{} {}", options_.node, options_.program));
    if (!child_.complaints().empty()) error.while_doing(child_.complaints());
    return error;
  }

  /// What answers nonsense is not asked again.
  Error dropped(Error error) {
    child_.stop();
    return error;
  }

  Options options_;
  std::mutex mutex_;
  Child child_;
  int last_id_ = 0;
};

Press::Press() : Press(Options{}) {}
Press::Press(Options options) : helper_(std::make_unique<Helper>(std::move(options))) {}
Press::~Press() = default;

std::string Press::chart(std::string_view option, int width, int height) {
  REDTHREAD_ASSERT(option.find('\n') == std::string_view::npos, "a request is one line");
  return helper_->ask(
      fmt::format(R"("verb":"chart","width":{},"height":{},"option":{})", width, height, option),
      "svg");
}

std::string Press::pdf(const PdfSource& source) {
  json files = json::object();
  for (const auto& [path, bytes] : source.files) files[path] = {{"base64", base64(bytes)}};
  const auto text = [](const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
  };
  const std::string request = fmt::format(
      R"("verb":"pdf","source":{},"files":{},"fonts":{},"standard":{},"creationTimestamp":{})",
      text(source.source), text(files), text(source.fonts), text(source.standard),
      source.creation_timestamp);
  const auto bytes = from_base64(helper_->ask(request, "pdf"));
  if (!bytes) throw garbage();
  return *bytes;
}

}  // namespace redthread::report
