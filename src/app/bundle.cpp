// SPDX-License-Identifier: Apache-2.0
#include "app/bundle.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "app/messages.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "report/archive.hpp"

namespace redthread::app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* manifest_file = "manifest.json";
constexpr const char* document_file = "document.json";
constexpr const char* reference_file = "reference.docx";
constexpr std::string_view renderings_folder = "renderings/";

std::string manifest_of(const BundleFacts& facts, const BundleFiles& files) {
  Json json = {{"format", "redthread-bundle/1"},
               {"region", facts.region},
               {"report", facts.report},
               {"period", facts.period},
               {"organisation", facts.organisation},
               {"version", facts.version},
               {"catalog_sha256", facts.catalog_sha256},
               {"plan", facts.plan},
               {"scales", facts.scales},
               {"software", facts.software},
               {"figures", facts.figures}};
  Json list = Json::array();
  for (const auto& [path, bytes] : files) {
    list.push_back({{"file", path}, {"sha256", sha256_hex(bytes)}, {"bytes", bytes.size()}});
  }
  json["files"] = std::move(list);
  return json.dump(1) + "\n";
}

std::optional<std::string> bytes_of(const fs::path& path) {
  Diagnostics ignored;
  return read_text_file(path.string(), path.string(), ignored);
}

/// The manifest, when it is the one that the name stands for.
std::optional<Json> manifest_in(const fs::path& folder, const std::string& name) {
  const auto text = bytes_of(folder / manifest_file);
  if (!text || sha256_hex(*text) != name) return std::nullopt;
  return Json::parse(*text, nullptr, false);
}

std::set<std::string> files_in(const fs::path& folder) {
  std::set<std::string> files;
  std::error_code ignored;
  for (const auto& entry : fs::recursive_directory_iterator(folder, ignored)) {
    if (!entry.is_directory()) files.insert(entry.path().lexically_relative(folder).string());
  }
  files.erase(manifest_file);
  return files;
}

/// Writes the files into a folder of their own, then gives it its name.
void write_folder(const fs::path& folder, const BundleFiles& files) {
  const fs::path beside = folder.string() + ".new" + std::to_string(::getpid());
  std::error_code problem;
  try {
    for (const auto& [path, bytes] : files) {
      const fs::path file = beside / path;
      fs::create_directories(file.parent_path());
      write_file_atomically(file.string(), bytes);
    }
    fs::remove_all(folder);
    fs::rename(beside, folder);
  } catch (const fs::filesystem_error& failure) {
    fs::remove_all(beside, problem);
    throw Error("io.write", std::string("cannot write the frozen report: ") + failure.what());
  } catch (...) {
    fs::remove_all(beside, problem);
    throw;
  }
}

BundleFacts facts_of(const Json& manifest) {
  return {.region = manifest.at("region"),
          .report = manifest.at("report"),
          .period = manifest.at("period"),
          .organisation = manifest.at("organisation"),
          .version = manifest.at("version"),
          .catalog_sha256 = manifest.at("catalog_sha256"),
          .plan = manifest.at("plan"),
          .scales = manifest.at("scales").get<std::vector<std::string>>(),
          .software = manifest.at("software"),
          .figures = manifest.at("figures").get<std::size_t>()};
}

}  // namespace

std::string write_bundle(const std::string& bundles, const BundleFacts& facts,
                         const BundleFiles& files) {
  BundleFiles all = files;
  std::sort(all.begin(), all.end());
  std::string manifest = manifest_of(facts, all);
  std::string name = sha256_hex(manifest);
  const fs::path folder = fs::path(bundles) / name;
  std::error_code ignored;
  if (fs::exists(folder, ignored) && bundle_faults(bundles, name).empty()) return name;
  all.emplace_back(manifest_file, std::move(manifest));
  write_folder(folder, all);
  return name;
}

std::vector<std::string> bundle_faults(const std::string& bundles, const std::string& name) {
  const fs::path folder = fs::path(bundles) / name;
  std::error_code ignored;
  if (!fs::exists(folder, ignored)) return {"the frozen report is not in " + bundles};
  const auto manifest = manifest_in(folder, name);
  if (!manifest) return {std::string(manifest_file) + " is not the one that was frozen"};
  std::vector<std::string> faults;
  std::set<std::string> found = files_in(folder);
  for (const Json& each : manifest->at("files")) {
    const std::string file = each.at("file");
    if (found.erase(file) == 0) {
      faults.push_back(file + " is missing");
      continue;
    }
    const auto bytes = bytes_of(folder / file);
    if (!bytes || sha256_hex(*bytes) != each.at("sha256").get<std::string>()) {
      faults.push_back(file + " is not as it was frozen");
    }
  }
  for (const std::string& file : found) faults.push_back(file + " was added");
  return faults;
}

std::optional<Bundle> read_bundle(const std::string& bundles, const std::string& name,
                                  Diagnostics& diagnostics) {
  const auto tell = [&](const std::string& fault) {
    diagnostics.error(codes::bundle_changed, {.file = name}, fault,
                      "restore the folder from a backup, or freeze the report again");
  };
  const std::vector<std::string> faults = bundle_faults(bundles, name);
  for (const std::string& fault : faults) tell(fault);
  if (!faults.empty()) return std::nullopt;
  Bundle bundle{.name = name, .folder = (fs::path(bundles) / name).string()};
  const Json manifest = *manifest_in(bundle.folder, name);
  bundle.facts = facts_of(manifest);
  for (const Json& each : manifest.at("files")) {
    const std::string file = each.at("file");
    std::string bytes = bytes_of(fs::path(bundle.folder) / file).value_or("");
    if (file == document_file) {
      auto document = report::from_archive(bytes);
      if (!document) {
        tell(file + " was written by another version of the program");
        return std::nullopt;
      }
      bundle.document = std::move(*document);
    } else if (file == reference_file) {
      bundle.reference = std::move(bytes);
    } else if (file.starts_with(renderings_folder)) {
      bundle.renderings.emplace_back(file.substr(renderings_folder.size()), std::move(bytes));
    }
  }
  return bundle;
}

}  // namespace redthread::app
