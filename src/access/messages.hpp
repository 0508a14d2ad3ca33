// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message_code.hpp"

namespace redthread::access {

/// Codes of diagnostics on accounts.
namespace codes {
inline constexpr const char* bad_login = "access.bad_login";
inline constexpr const char* bad_name = "access.bad_name";
inline constexpr const char* bad_role = "access.bad_role";
inline constexpr const char* login_taken = "access.login_taken";
inline constexpr const char* no_grant = "access.no_grant";
inline constexpr const char* password_guessable = "access.password_guessable";
inline constexpr const char* password_long = "access.password_long";
inline constexpr const char* password_short = "access.password_short";
inline constexpr const char* password_text = "access.password_text";
inline constexpr const char* unknown_account = "access.unknown_account";
inline constexpr const char* unknown_unit = "access.unknown_unit";
}  // namespace codes

inline constexpr MessageCode access_messages[] = {
    {codes::bad_login, "A login is not 2 to 128 characters, or has blanks or control characters."},
    {codes::bad_name, "A name is empty, longer than 200 characters or not on one line."},
    {codes::bad_role, "There is no such role."},
    {codes::login_taken, "Another account has the login."},
    {codes::no_grant, "The account does not have the role on the unit."},
    {codes::password_guessable,
     "A password is mostly words, names or series of characters that are guessed first."},
    {codes::password_long, "A password is longer than 256 characters."},
    {codes::password_short, "A password is shorter than 12 characters."},
    {codes::password_text, "A password is not valid text, or has control characters."},
    {codes::unknown_account, "There is no such account."},
    {codes::unknown_unit, "A role is to be granted on a unit that the organisation does not have."},
};

/// Codes of Error that accounts and sign-in throw.
inline constexpr MessageCode access_errors[] = {
    {"access.memory", "There is not enough memory to hash a password."},
    {"access.sign_in_refused",
     "Who signed in at the region's sign-in service is not let in: the sign-in was begun "
     "elsewhere, "
     "too late, was given up, or belongs to no account."},
    {"access.sign_in_service",
     "The region's sign-in service cannot be used: it does not answer, or what it said does not "
     "hold."},
    {"access.sign_in_settings", "The settings of the region's sign-in service are not usable."},
};

}  // namespace redthread::access
