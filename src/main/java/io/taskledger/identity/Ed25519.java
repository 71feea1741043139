package io.taskledger.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Set;

/** Checks EdDSA signatures with the JDK's own Ed25519 (RFC 8032); the library does so with one that would have to come along. */
final class Ed25519 extends BaseJWSProvider implements JWSVerifier {

    private static final String NAME = "Ed25519";
    private static final int LENGTH = 32;
    private static final int HIGHEST_BIT = 0x80;

    /** The prime that coordinates are counted by. */
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    /** The coordinate of two of the four points of order 8; that of the others is its negative. */
    private static final BigInteger OF_ORDER_8 = new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16);

    /** The JDK takes points of small order, under which a signature is good for many messages, or for all. */
    private static final Set<BigInteger> OF_SMALL_ORDER =
            Set.of(BigInteger.ZERO, BigInteger.ONE, P.subtract(BigInteger.ONE), OF_ORDER_8, P.subtract(OF_ORDER_8));

    private final EdECPublicKey key;

    Ed25519(EdECPublicKey key) {
        super(Set.of(JWSAlgorithm.EdDSA));
        this.key = key;
    }

    /**
     * The key whose bytes these are (RFC 8032, section 5.1.5).
     *
     * @throws InvalidKeyException where they are none, or none that protects anything
     */
    static PublicKey key(byte[] bytes) throws GeneralSecurityException {
        if (bytes.length != LENGTH) {
            throw new InvalidKeyException("not of 32 bytes");
        }
        byte[] bigEndian = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            bigEndian[i] = bytes[LENGTH - 1 - i];
        }
        boolean xIsOdd = (bigEndian[0] & HIGHEST_BIT) != 0;
        bigEndian[0] &= (byte) ~HIGHEST_BIT;
        var y = new BigInteger(1, bigEndian);
        if (y.compareTo(P) >= 0 || OF_SMALL_ORDER.contains(y)) {
            throw new InvalidKeyException("not a point to be used as a key");
        }
        var point = new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(xIsOdd, y));
        PublicKey key = KeyFactory.getInstance(NAME).generatePublic(point);
        Signature.getInstance(NAME).initVerify(key); // throws where no point of the curve has that coordinate
        return key;
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) {
        try {
            Signature check = Signature.getInstance(NAME);
            check.initVerify(key);
            check.update(signed);
            return check.verify(signature.decode());
        } catch (GeneralSecurityException e) {
            return false; // of another length, or with a number that is out of range
        }
    }
}
