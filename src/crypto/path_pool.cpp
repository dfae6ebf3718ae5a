#include "crypto/path_pool.h"

#include <algorithm>

#include "crypto/crl_form.h"
#include "crypto/signature.h"
#include "der/oid.h"

namespace kazashi::crypto {
namespace {

using base::ByteView;
using base::Failure;
using base::FailureCode;

constexpr std::size_t kLeastRsaBits = 2048;  // 112 bits of security: NIST SP 800-57 part 1, table 2
constexpr std::size_t kMostRsaBits = 8192;   // more only costs time: a verification grows with the square
constexpr auto kAnyPurpose = der::oid("2.5.29.37.0");

std::unexpected<PathAnswer::Reason> reason(Failure failure, std::optional<std::size_t> certificate = {}) {
  PathAnswer::Reason why{.failure = failure, .certificate = {}};
  if (certificate) why.certificate = static_cast<std::uint32_t>(*certificate);
  return std::unexpected(why);
}

/// The sizes of everything together, before anything is read.
bool too_much(const PathQuestion& question) {
  if (1 + question.intermediates.size() + question.anchors.size() > path_limits::kCertificates) return true;
  if (question.crls.size() > path_limits::kCrls) return true;
  std::size_t octets = question.end_entity.size();
  for (const auto& list : {question.intermediates, question.anchors, question.crls}) {
    for (const ByteView der : list) octets += der.size();
  }
  return octets > path_limits::kOctets;
}

base::Result<PathNode> read_node(ByteView der, bool anchor) {
  KAZASHI_TRY(form, read_certificate_form(der));
  PathNode node{.der = der,
                .form = std::move(form),
                .x509 = {},
                .constraints = {},
                .understood = true,
                .anchor = anchor};
  node.x509 = decode_whole<OwnedCertificate>(d2i_X509, der);
  if (!node.x509) return base::fail(FailureCode::certificate_not_understood);
  node.understood = X509_check_purpose(node.x509.get(), -1, 0) == 1;  // -1: only reads the extensions
  if (node.form.names_constrained) {
    node.constraints.reset(static_cast<NAME_CONSTRAINTS*>(
        X509_get_ext_d2i(node.x509.get(), NID_name_constraints, nullptr, nullptr)));
    node.understood = node.understood && node.constraints != nullptr;
  }
  return node;
}

/// Strength of the key and of the signature over it.
std::optional<FailureCode> weakness(const CertificateForm& form, PathRole role, bool sha1_accepted) {
  // nobody verifies an anchor's own signature
  if (role != PathRole::anchor && form.signed_with_sha1 && !sha1_accepted) {
    return FailureCode::certificate_weak_signature;
  }
  const auto key = PublicKey::from_spki(form.public_key);
  if (!key) return key.error().code;
  const bool rsa = key->kind() == KeyKind::rsa || key->kind() == KeyKind::rsa_pss;
  const bool usual_size = key->bits() >= kLeastRsaBits && key->bits() <= kMostRsaBits && key->bits() % 8 == 0;
  const bool usual_exponent =
      key->rsa_exponent() >= 3;  // 0 stands for more than 32 bits, which cost time too
  if (rsa && !(usual_size && usual_exponent)) return FailureCode::certificate_weak_key;
  return std::nullopt;
}

bool lists(const CertificateForm& form, ByteView purpose) {
  return form.purposes && std::ranges::any_of(*form.purposes, [&](ByteView listed) {
           return std::ranges::equal(listed, purpose);
         });
}

std::optional<FailureCode> purpose_fault(const PathPool& pool, const CertificateForm& form, PathRole role,
                                         bool stated) {
  if (!pool.purpose) return std::nullopt;
  const ByteView purpose(OBJ_get0_data(pool.purpose.get()), OBJ_length(pool.purpose.get()));
  const bool listed = lists(form, purpose);
  const bool vague = stated && role == PathRole::end_entity && lists(form, kAnyPurpose.view());
  if (listed && !vague) return std::nullopt;
  if (!form.purposes && !(stated && role == PathRole::end_entity)) return std::nullopt;
  if (!stated && lists(form, kAnyPurpose.view())) return std::nullopt;
  return FailureCode::certificate_extended_key_usage_wrong;
}

}  // namespace

bool extensions_bind(AnchorRule rule) { return rule == AnchorRule::all || rule == AnchorRule::extensions; }
bool validity_binds(AnchorRule rule) { return rule == AnchorRule::all || rule == AnchorRule::validity; }

std::expected<PathPool, PathAnswer::Reason> read_pool(const PathQuestion& question) {
  if (too_much(question)) return reason({FailureCode::path_too_complex});
  PathPool pool;
  const auto add = [&](ByteView der, bool anchor) -> base::Result<void> {
    KAZASHI_TRY(node, read_node(der, anchor));
    pool.nodes.push_back(std::move(node));
    return {};
  };
  base::Result<void> read = add(question.end_entity, false);
  for (const ByteView der : question.intermediates) {
    if (read) read = add(der, false);
  }
  for (const ByteView der : question.anchors) {
    if (read) read = add(der, true);
  }
  if (!read) return reason(read.error(), pool.nodes.size());  // the one that was not added

  for (const ByteView der : question.crls) {
    const auto sound = check_crl_form(der, question.sha1_accepted);
    if (!sound) return reason(sound.error());
    pool.crls.push_back(decode_whole<OwnedCrl>(d2i_X509_CRL, der));
    if (!pool.crls.back()) return reason({FailureCode::crl_bad_form});
  }
  if (question.purpose) {
    pool.purpose.reset(OBJ_txt2obj(question.purpose->c_str(), 1));
    if (!pool.purpose) return reason({FailureCode::option_malformed});
  }
  return pool;
}

std::optional<FailureCode> own_fault(const PathPool& pool, const PathNode& node, PathRole role,
                                     const PathQuestion& question) {
  const bool anchor = role == PathRole::anchor;
  if (!anchor || validity_binds(question.anchor_rule)) {
    if (question.time < node.form.not_before) return FailureCode::certificate_not_yet_valid;
    if (question.time > node.form.not_after) return FailureCode::certificate_expired;
  }
  if (!anchor || extensions_bind(question.anchor_rule)) {
    if (!node.understood) return FailureCode::certificate_not_understood;
    if (const auto rule = broken_rule(node.form, role)) return rule;
    if (const auto wrong = purpose_fault(pool, node.form, role, question.purpose_stated)) return wrong;
  }
  if (role == PathRole::end_entity && question.purpose_stated && node.form.authority) {
    return FailureCode::certificate_is_authority;
  }
  return weakness(node.form, role, question.sha1_accepted);
}

bool may_vouch_for_crls(const PathNode& node, const PathQuestion& question) {
  const bool in_time = question.time >= node.form.not_before && question.time <= node.form.not_after;
  return in_time && node.understood && node.form.serial_sound && !node.form.broken_rule &&
         !weakness(node.form, PathRole::intermediate, question.sha1_accepted);
}

}  // namespace kazashi::crypto
