// SPDX-License-Identifier: Apache-2.0
#include "base/files.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"

namespace redthread {
namespace {

namespace fs = std::filesystem;

/// Each test has a folder of its own.
class FilesTest : public testing::Test {
 public:
  FilesTest() {
    std::string folder = (fs::temp_directory_path() / "redthread_files_XXXXXX").string();
    EXPECT_NE(::mkdtemp(folder.data()), nullptr);
    folder_ = folder;
  }
  ~FilesTest() override { fs::remove_all(folder_); }

 protected:
  std::string path(const char* name) const { return (folder_ / name).string(); }
  std::string write(const char* name, const std::string& content) const {
    std::ofstream(path(name), std::ios::binary) << content;
    return path(name);
  }
  std::size_t file_count() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
  Diagnostics diagnostics_;
};

TEST(Sha256Test, known_answers) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_F(FilesTest, reads_all_bytes) {
  const std::string content = std::string("a\0b\r\n", 5) + std::string(1 << 20, 'x');
  EXPECT_EQ(read_text_file(write("a.csv", content), "a.csv", diagnostics_), content);
  EXPECT_EQ(read_text_file(write("empty", ""), "empty", diagnostics_), "");
  EXPECT_TRUE(diagnostics_.empty());
}

TEST_F(FilesTest, a_missing_file_is_told_with_the_name_to_show) {
  EXPECT_FALSE(read_text_file(path("no.csv"), "region/no.csv", diagnostics_));
  EXPECT_FALSE(read_text_file(write("file", "") + "/no.csv", "region/file/no.csv", diagnostics_));
  EXPECT_EQ(to_text(diagnostics_),
            "region/no.csv: error: there is no such file [file.missing]\n"
            "region/file/no.csv: error: there is no such file [file.missing]\n"
            "2 errors\n");
}

TEST_F(FilesTest, a_folder_is_unreadable) {
  EXPECT_FALSE(read_text_file(folder_.string(), "region", diagnostics_));
  EXPECT_EQ(to_text(diagnostics_.items().front()),
            "region: error: the file cannot be read: it is a folder [file.unreadable]\n");
}

TEST_F(FilesTest, a_pipe_is_unreadable_and_does_not_hang) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  EXPECT_FALSE(read_text_file(path("pipe"), "pipe", diagnostics_));
  EXPECT_EQ(diagnostics_.items().front().code, "file.unreadable");
}

TEST_F(FilesTest, a_file_without_permission_is_unreadable) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  const std::string file = write("secret", "x");
  ::chmod(file.c_str(), 0);
  EXPECT_FALSE(read_text_file(file, "secret", diagnostics_));
  EXPECT_EQ(diagnostics_.items().front().code, "file.unreadable");
}

TEST_F(FilesTest, a_file_over_the_limit_is_too_large) {
  const std::string file = write("a", "12345");
  EXPECT_TRUE(read_text_file(file, "a", diagnostics_, 5));
  EXPECT_FALSE(read_text_file(file, "a", diagnostics_, 4));
  EXPECT_EQ(to_text(diagnostics_.items().front()),
            "a: error: the file is larger than the limit of 4 bytes [file.too_large]\n");
}

TEST_F(FilesTest, reading_stops_in_an_endless_line) {
  const std::string endless =
      write("endless", "header\n" + std::string(20u << 20, 'x') + "\nlast\n");
  const auto text = read_text_file(endless, "endless", diagnostics_, 512u << 20, 1u << 20);
  ASSERT_TRUE(text);
  EXPECT_LT(text->size(), 2u << 20);
  EXPECT_GT(text->size(), 1u << 20);
  const std::string fine = write("fine", std::string(1000, 'x') + "\r\n" + std::string(1000, 'y'));
  EXPECT_EQ(read_text_file(fine, "fine", diagnostics_, 512u << 20, 1000)->size(), 2002u);
  EXPECT_TRUE(diagnostics_.empty());
}

TEST_F(FilesTest, writes_and_replaces) {
  write_file_atomically(path("out.json"), "first");
  EXPECT_EQ(read_text_file(path("out.json"), "", diagnostics_), "first");
  write_file_atomically(path("out.json"), "second");
  EXPECT_EQ(read_text_file(path("out.json"), "", diagnostics_), "second");
  EXPECT_EQ(file_count(), 1u) << "no temporary file is left";
}

TEST_F(FilesTest, a_replaced_file_keeps_its_permissions) {
  const std::string file = write("out", "first");
  ::chmod(file.c_str(), 0640);
  write_file_atomically(file, "second");
  struct stat status {};
  ASSERT_EQ(::stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777u, 0640u);
}

TEST_F(FilesTest, a_failed_write_throws_and_leaves_nothing) {
  try {
    write_file_atomically(path("no/such/folder"), "x");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "io.write");
    EXPECT_NE(std::string(error.what()).find("no/such/folder"), std::string::npos);
  }
  EXPECT_THROW(write_file_atomically(folder_.string(), "x"), Error) << "a folder";
  EXPECT_EQ(file_count(), 0u);
}

}  // namespace
}  // namespace redthread
